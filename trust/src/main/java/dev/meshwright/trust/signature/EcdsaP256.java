package dev.meshwright.trust.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/// The curve P-256, and signatures on it in DER with one encoding each.
final class EcdsaP256 {
    static final ECParameterSpec CURVE = curve();

    /// Two integers of at most 33 bytes each, and their headers.
    private static final int MAX_DER = 2 + 2 * (2 + 33);

    private EcdsaP256() {}

    static boolean isKey(ECPublicKey key) {
        var point = key.getW();
        return isP256(key.getParams()) && !point.equals(ECPoint.POINT_INFINITY) && isOnCurve(point);
    }

    private static boolean isP256(ECParameterSpec other) {
        return other.getCurve().equals(CURVE.getCurve())
                && other.getGenerator().equals(CURVE.getGenerator())
                && other.getOrder().equals(CURVE.getOrder())
                && other.getCofactor() == CURVE.getCofactor();
    }

    private static boolean isOnCurve(ECPoint point) {
        var p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
        var x = point.getAffineX();
        var y = point.getAffineY();
        if (x.signum() < 0 || x.compareTo(p) >= 0 || y.signum() < 0 || y.compareTo(p) >= 0) {
            return false;
        }
        var a = CURVE.getCurve().getA();
        var b = CURVE.getCurve().getB();
        var right = x.multiply(x).add(a).multiply(x).add(b);
        return y.multiply(y).subtract(right).mod(p).signum() == 0;
    }

    /// Whether these bytes are `SEQUENCE { INTEGER r, INTEGER s }` in DER with both in 1..n-1 and nothing after.
    static boolean isSignature(byte[] der) {
        if (der.length < 2 || der.length > MAX_DER || der[0] != 0x30 || der[1] != der.length - 2) {
            return false;
        }
        int second = endOfScalar(der, 2);
        return second > 0 && endOfScalar(der, second) == der.length;
    }

    /// Where the integer that starts here ends; -1 if it is none of the kind.
    private static int endOfScalar(byte[] der, int start) {
        if (start + 2 > der.length || der[start] != 0x02) {
            return -1;
        }
        int from = start + 2;
        int length = der[start + 1];
        if (length < 1 || length > der.length - from) {
            return -1;
        }
        boolean padded = length > 1 && der[from] == 0 && der[from + 1] >= 0;
        var value = new BigInteger(der, from, length);
        return !padded && value.signum() > 0 && value.compareTo(CURVE.getOrder()) < 0 ? from + length : -1;
    }

    private static ECParameterSpec curve() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }
}
