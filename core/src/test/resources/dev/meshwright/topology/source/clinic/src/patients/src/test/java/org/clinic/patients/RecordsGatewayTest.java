package org.clinic.patients;

class RecordsGatewayTest {
    String url = "http://doctors:8000";
}
