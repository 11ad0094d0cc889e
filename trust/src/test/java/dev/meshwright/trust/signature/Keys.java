package dev.meshwright.trust.signature;

/// Public keys that another implementation made (pyca/cryptography).
final class Keys {
    /// Of the private key 0x000102…1f.
    static final String ED25519 = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";
    static final String ED25519_ID = "63d00ee3cf4f5c61ad94efa696c68f13b608fe56ecea13fb144a6fd18e9235b9";
    static final String ED25519_HELLO = "e1a7fca94a835127885b99e2eba733d6ee5bf5dc463ed8385eb6f1dcaa1117c0"
            + "f151750a10f46f5b3796a91203578f702c85c67c334b5689a516284d499f710f";

    static final String P256 = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZ805D3eqNZywjCI19lInBJOp7YMr
            CrzAH3CVTAOQ0jgMeCvVTiaRJaRPRDOv8UMs6U4SvKc6pnrIDOoSYI3fdA==
            -----END PUBLIC KEY-----
            """;
    static final String P256_ID = "2f9c4662c9410d724be73522fa0dd06be3e17ce4c9b055b2f196737557650ec2";

    static final String RSA_2048 = """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu2qMgPmuz3lNO9uy8PnX
            1DurvGW7Ew73CEtw/OMtDADDU/EuKSL/ZeUhAPhXyX3EzLeR/rQ3k+1dLhj86vdT
            hoJfXzZa1g9F59LwtyrNgn7DEvU4G+O8EbVgzRXgq3N+3150XY8NA28WNz1pBv/8
            EvkNQFt63CWxv0kIoIO27CD24x2oH1WWwGJhZaOTJWbSTL+UUgf2VqBqiewDLY2Q
            OqXyetD1tQ/fCBXE93uEocGAcWJay3aIRF+J3HK90KpiEdB5NPacnyIOkgoHjYI6
            aVnJYT8O0wtWyenrgGPue7HmHY390LaT7ySCKQdgmjm+D6cWaRYt3cqUg6xSbm4N
            hQIDAQAB
            -----END PUBLIC KEY-----
            """;
    static final String RSA_2048_HELLO =
            "0240567d0f36d9f33bb459bccd429620236f3bbfb98f3c1da62880051df9bf80600491f8f76082a27e26564322"
                    + "a783fb0d31b6dca8b2709685f95b558afb5c686042fdc8efa2e01ad872f9341738be74b3c1a1a57690ddda7506"
                    + "748fd557e84ba4787418e75ea40ee25f51335b4e978ba06cbbccf5c8e7df09fa6cc08a76daa4801afb1f7f58b6"
                    + "243314d6d4567e313091ff61047c5f096ba793c49477778f29c99e06a5387ad663a2174e3deded62e8b4e2d40b"
                    + "d5c361b252695f75f7151aac2d2b6b7b7ef51195303810c120a6b56e32d2df8987e2dc03cf66419f4ca2a330a8"
                    + "0a1eb4171adb143b35a187d4d10520a009f18a92ce321871b56ae14c691975";

    static final String RSA_1024 = """
            -----BEGIN PUBLIC KEY-----
            MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDlKyqQD0OcpEc50NWw1ixAzXnX
            LiAK2oIqi3jrUyQ9n3aceWFxPTSoq6ZEjEjM0kzio+SRB3nWTPzSvvSsY3scH6aY
            8a9x+lXEyDaiQk7hphbJuKeP/opE7pb+ZZVDmsUZyE5oi/kuKQ4vpWVVSIBGezE+
            sy6b9h/b4Q66T80q9wIDAQAB
            -----END PUBLIC KEY-----
            """;

    static final String P384 = """
            -----BEGIN PUBLIC KEY-----
            MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEo8UOHWTHTMJTcLWxB2Oyb9CybfQ/pnV3
            zdKTXTkr6AItQNNzkM5NuopvnLt8EGjhyCHuiMOwB3sdT047vt5QbFI6EYHF2wGV
            07Un8wtdC55+EdXzXrV9LZUNu6rlD6rx
            -----END PUBLIC KEY-----
            """;

    static final String SECP256K1 = """
            -----BEGIN PUBLIC KEY-----
            MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEqq+6e3wK/GmEjdYZqNimc2VGjC0Iul1R
            aHcy93hHJp/urTLUya5G4CBZsPI+z//Xx5IpUvyTUjmInlew7HVuLQ==
            -----END PUBLIC KEY-----
            """;

    private Keys() {}
}
