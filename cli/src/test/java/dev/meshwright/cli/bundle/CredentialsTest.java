package dev.meshwright.cli.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Attack 28. What is written here is no one's; it is put together so that scanners leave this file alone.
class CredentialsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -----BEGIN EC PRIV~ATE KEY-----                            | a private key
            -----BEGIN ENCRYPTED PRIV~ATE KEY-----                     | a private key
            AK~IAIOSFODNN7EXAMPLE                                      | an AWS access key
            AI~zaSyA1234567890abcdefghijklmnopqrstuv                   | a Google API key
            gh~p_0123456789abcdefghijklmnopqrstuvwxyz                  | a GitHub token
            gl~pat-0123456789abcdefghij                                | a GitLab token
            xo~xb-123456789012-abcdefghijkl                            | a Slack token
            s~k_live_0123456789abcdef                                  | a Stripe key
            np~m_0123456789abcdefghijklmnopqrstuvwxyz                  | an npm token
            hv~s.0123456789abcdefghijklmn                              | a Vault token
            postgres://app:hun~ter2@db:5432/x                          | a password in a URL
            Bear~er 0123456789abcdefghijklmn                           | an Authorization header
            ey~JhbGciOiJIUzI1NiJ9.ey~JzdWIiOiIxMjM0In0.abcdefghijklmnop | a JSON web token
            """)
    void issuersFormsAreKnown(String apart, String what) {
        var credential = apart.replace("~", "");
        var base64 = Base64.getEncoder().encodeToString(("x: " + credential + " and more").getBytes(UTF_8));

        assertThat(Credentials.in("of whom: " + credential)).contains(what);
        assertThat(Credentials.in(base64)).contains(what + " in base64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster.local/ns/shop/sa/cart",
                "https://accounts.example.com/.well-known/jwks.json",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----",
                "outbound|80||cart.shop.svc.cluster.local",
                "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua",
                "basic auth is off",
                "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%",
                "{\"kty\": \"RSA\", \"n\": \"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx\", \"e\": \"AQAB\"}",
                ""
            })
    void whatManifestsHoldAnywayIsNone(String text) {
        assertThat(Credentials.in(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DB_PASSWORD   | correct-horse   | true
            apiKey        | 0a1b2c3d        | true
            x-api-key     | 0a1b2c3d        | true
            clientSecret  | correct-horse   | true
            authorization | correct-horse   | true
            credentialName| shop-tls        | false
            privateKey    | /etc/certs/key  | false
            password      | ${PASSWORD}     | false
            tokenLocation | header-x        | false
            jwksUri       | https://a.b/c   | false
            secretName    | shop-tls        | false
            password      | none            | false
            """)
    void namesThatPeopleGiveCount(String name, String value, boolean expected) {
        assertThat(Credentials.isNamed(name, value)).isEqualTo(expected);
    }

    @Test
    void randomLookingWordsAreAHintOnly() {
        var random = "q7Zk2Vd9XbT4mLr8JcPwYh3NsGf6Ae1U";

        assertThat(Credentials.looksRandom("key " + random)).isTrue();
        assertThat(Credentials.in(random)).isEmpty();
        assertThat(Credentials.looksRandom("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"))
                .isFalse();
        assertThat(Credentials.looksRandom("this-is-a-very-long-name-of-a-service-in-a-namespace"))
                .isFalse();
    }
}
