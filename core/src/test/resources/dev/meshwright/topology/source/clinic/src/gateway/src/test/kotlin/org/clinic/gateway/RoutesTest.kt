package org.clinic.gateway

class RoutesTest {
    private val upstream = "http://notifier:50051"
}
