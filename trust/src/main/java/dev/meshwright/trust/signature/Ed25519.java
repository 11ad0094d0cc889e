package dev.meshwright.trust.signature;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Set;

/// What [RFC 8032](https://www.rfc-editor.org/rfc/rfc8032) leaves to whoever verifies: which encodings of points and
/// scalars are let in. Several encodings of one signature, and keys under which anything verifies, are not.
final class Ed25519 {
    static final int KEY_BYTES = 32;
    static final int SIGNATURE_BYTES = 64;

    static final BigInteger P = TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    static final BigInteger L = TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /// The y of the two pairs of points of order 8; solutions of `d·y⁴ + 2·y² = 1`.
    static final BigInteger ORDER_8 =
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

    /// Of orders 4, 1, 2 and 8.
    private static final Set<BigInteger> SMALL_ORDER = Set.of(ZERO, ONE, P.subtract(ONE), ORDER_8, P.subtract(ORDER_8));

    private Ed25519() {}

    /// Whether these bytes are the canonical encoding of a point on the curve that is not of small order.
    static boolean isKey(byte[] encoded) {
        if (encoded.length != KEY_BYTES) {
            return false;
        }
        var y = y(encoded);
        return y.compareTo(P) < 0 && !SMALL_ORDER.contains(y) && isOnCurve(y);
    }

    /// Whether R and S of a signature are encoded canonically. S + L would verify as well as S.
    static boolean isSignature(byte[] signature) {
        return signature.length == SIGNATURE_BYTES
                && y(Arrays.copyOf(signature, KEY_BYTES)).compareTo(P) < 0
                && littleEndian(Arrays.copyOfRange(signature, KEY_BYTES, SIGNATURE_BYTES))
                                .compareTo(L)
                        < 0;
    }

    /// There is an x with -x² + y² = 1 + d·x²·y².
    private static boolean isOnCurve(BigInteger y) {
        var square = y.multiply(y).mod(P);
        var xSquare = square.subtract(ONE)
                .multiply(D.multiply(square).add(ONE).modInverse(P))
                .mod(P);
        return xSquare.modPow(P.subtract(ONE).shiftRight(1), P).equals(ONE);
    }

    private static BigInteger y(byte[] encoded) {
        return littleEndian(encoded).clearBit(255);
    }

    private static BigInteger littleEndian(byte[] bytes) {
        var reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }
}
