package dev.meshwright;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Two blanks and a line feed on every platform.
final class StablePrinter extends DefaultPrettyPrinter {
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    StablePrinter() {
        indentArraysWith(LINES);
        indentObjectsWith(LINES);
    }

    private StablePrinter(StablePrinter other) {
        super(other);
    }

    @Override
    public StablePrinter createInstance() {
        return new StablePrinter(this);
    }
}
