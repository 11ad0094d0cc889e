package dev.meshwright.trust.tuf;

/// Says which snapshot is the latest.
record Timestamp(Signed signed, MetaFile snapshot) {
    static final String ROLE = "timestamp";

    static Timestamp read(byte[] json) {
        var signed = Signed.read(ROLE, ROLE, json);
        return new Timestamp(
                signed, MetaFile.read(signed.content().object("meta").object("snapshot.json")));
    }
}
