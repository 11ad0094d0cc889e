plugins {
    kotlin("jvm") version "2.0.0"
    id("org.springframework.boot") version "3.3.2"
}

dependencies {
    implementation("org.springframework.cloud:spring-cloud-starter-gateway")
}
