package dev.meshwright.manifest;

/// Ends the reading of one document; the next one is still read.
final class UnreadableDocument extends Exception {
    private final transient Problem problem;

    UnreadableDocument(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
