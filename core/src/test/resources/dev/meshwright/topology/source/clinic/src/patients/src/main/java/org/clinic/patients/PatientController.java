package org.clinic.patients;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

@RequestMapping("/booking")
class PatientController {
    @Schema(example = "http://calendar:50051/patients/1")
    private String self;

    private KafkaTemplate<String, String> kafka;

    @GetMapping("doctors")
    void moved() {
        kafka.send("billing", "cache:6379");
    }

    @Entity
    @Table(name = "doctors")
    static class Doctor {
        String homepage = "see http://calendar:50051 for more";
    }
}
