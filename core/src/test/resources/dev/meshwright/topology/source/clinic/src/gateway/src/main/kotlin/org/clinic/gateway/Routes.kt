package org.clinic.gateway

import org.springframework.cloud.gateway.route.RouteLocator
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder
import org.springframework.cloud.gateway.route.builder.routes
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration

/**
 * Routes that need code. The others are in application.yml, e.g. `http://audit:3000`.
 */
@Configuration
class Routes {
    /* /* nested */ uri("http://records") */
    @Bean
    fun locator(builder: RouteLocatorBuilder): RouteLocator = builder.routes {
        route("patients") {
            path("/patients/**")
            filters { addRequestHeader("X-Gateway", "gateway") }
            uri("http://patients:8080")
        }
        route("booking") {
            path("/booking/**", "/visits/**")
            uri("http://$BOOKING_HOST:80")
        }
    }

    companion object {
        const val BOOKING_HOST = "booking"
        const val METRIC_PREFIX = "calendar"
        val HELP = """
            The ledger is reached through billing only;
            never configure http://ledger:5005 here.
        """.trimIndent()
    }
}
