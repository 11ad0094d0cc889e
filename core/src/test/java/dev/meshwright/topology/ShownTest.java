package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://app:hunter2@db:5432/x",
                "postgres://app:hunt/er2@db:5432/x",
                "postgres://app:hu@nter2@db:5432/x",
                "https://hunter2@git.example.org/x",
                "mongodb://u:hunter2@db-0:27017,db-1:27017/x",
                "Host=db;Password=hunter2;Port=5432",
                "Host=db;Password='hunter2'",
                "Host=db;Password=\"hun ter2\"",
                "{\"host\": \"db\", \"password\": \"hunter2\"}",
                "db: {password: 'hunter2'}",
                "redis:6379,password=hunter2,ssl=false",
                "AccountName=a;AccountKey=hunter2;EndpointSuffix=db",
                "Endpoint=sb://db/;SharedAccessKey=hunter2",
                "mysql --host db --password hunter2",
                "curl -H \"Authorization: Bearer hunter2\" http://db",
                "http://db/?api_key=hunter2&x=1",
                "https://hooks.example.org/db/hunter2",
                "app:hunter2@tcp(db:3306)/x",
                "client_secret: hunter2 db"
            })
    void secretsWithinAValueAreMasked(String value) {
        assertThat(Shown.text("CONNECTION", value))
                .doesNotContain("hunt")
                .doesNotContain("ter2")
                .contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DB_PASSWORD", "token", "apiKey", "spring.datasource.password", "CLIENT_SECRET", "PGPASSWORD"})
    void theWholeValueOfASecretIsMasked(String key) {
        assertThat(Shown.text(key, "hunter2 and a half")).isEqualTo(key + "=***");
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN_URL, http://auth:8080/token",
        "PASSWORD_SERVICE_HOST, passwords",
        "ORDERS_URL, http://orders:8080/by?mail=a@example.org",
        "MONKEY, banana"
    })
    void addressesStayReadable(String key, String value) {
        assertThat(Shown.text(key, value)).isEqualTo(key + "=" + value);
    }

    @Test
    void theTextIsShortAndOnOneLine() {
        assertThat(Shown.text("", " a\n\tb  c ")).isEqualTo("a b c");
        assertThat(Shown.text("k", "x".repeat(10_000))).hasSize(120).endsWith("…");
    }
}
