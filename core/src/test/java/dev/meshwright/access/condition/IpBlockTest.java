package dev.meshwright.access.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpBlockTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "127.0.0.77/24, 127.0.0.2, true",
        "127.0.0.77/24, 127.0.1.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.2/31, 10.1.2.3, true",
        "0.0.0.0/0, 1.2.3.4, true",
        "::/0, 1.2.3.4, false",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:0:1::5, true",
        "2001:db8::/32, 2001:db9::, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::ffff:1.2.3.4, ::ffff:102:304, true",
    })
    void aBlockHoldsTheAddressesThatStartLikeIt(String block, String address, boolean contained) {
        assertThat(IpBlock.parse(block)
                        .orElseThrow()
                        .contains(IpBlock.parse(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @Test
    void aBlockIsNotInsideASmallerOne() {
        assertThat(block("10.0.0.0/16").contains(block("10.0.0.0/8"))).isFalse();
        assertThat(block("10.0.0.0/8").contains(block("10.0.0.0/16"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "10.0.0.0/33", "10.0.0/8", "1.2.3.4:80", "bad", "::1/129", "fe80::1%eth0", "1::2::3"})
    void whatIsNoAddressIsNone(String text) {
        assertThat(IpBlock.parse(text)).isEmpty();
    }

    private static IpBlock block(String text) {
        return IpBlock.parse(text).orElseThrow();
    }
}
