package dev.meshwright.manifest;

import dev.meshwright.manifest.DocumentSplitter.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns the text of one file into objects. Documents are read independently, those of a large file in parallel.
final class DocumentReader {
    /// How many characters one thread reads at a time.
    private static final int SHARE = 1 << 19;

    private DocumentReader() {}

    /// What a file holds.
    ///
    /// @param isKubernetes whether a part of it is, or seems to have been meant as, a Kubernetes object
    record Content(List<Manifest> objects, List<Problem> problems, boolean isKubernetes) {
        static Content of(List<Problem> problems) {
            return new Content(List.of(), problems, true);
        }
    }

    static Content read(String file, String text, Texts texts) {
        var shares = shares(DocumentSplitter.split(text)).parallelStream()
                .map(documents -> read(file, documents, texts))
                .toList();
        if (shares.size() == 1) {
            return shares.getFirst();
        }
        var objects = new ArrayList<Manifest>();
        var problems = new ArrayList<Problem>();
        boolean isKubernetes = false;
        for (var share : shares) {
            objects.addAll(share.objects());
            problems.addAll(share.problems());
            isKubernetes |= share.isKubernetes();
        }
        return new Content(objects, problems, isKubernetes);
    }

    /// The tree of the first document, for files that are settings of a tool and not manifests.
    static Optional<Node> tree(String file, String text) {
        return tree(file, text, new ArrayList<>());
    }

    /// The same; what is wrong with the document is added to the problems.
    static Optional<Node> tree(String file, String text, List<Problem> problems) {
        for (var document : DocumentSplitter.split(text)) {
            try {
                return Optional.of(TreeBuilder.build(file, document, new Texts(text.length()), problems));
            } catch (UnreadableDocument e) {
                problems.add(e.problem());
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// The trees of all documents that can be read.
    ///
    /// @param problems takes why the others cannot
    static List<Node> trees(String file, String text, List<Problem> problems) {
        var trees = new ArrayList<Node>();
        for (var document : DocumentSplitter.split(text)) {
            try {
                trees.add(TreeBuilder.build(file, document, new Texts(text.length()), new ArrayList<>()));
            } catch (UnreadableDocument e) {
                problems.add(e.problem());
            }
        }
        return trees;
    }

    private static Content read(String file, List<Document> documents, Texts texts) {
        var collector = new ManifestCollector(texts);
        boolean meantAsKubernetes = false;
        for (var document : documents) {
            try {
                collector.add(TreeBuilder.build(file, document, texts, collector.problems()));
            } catch (UnreadableDocument e) {
                collector.problems().add(e.problem());
                meantAsKubernetes |= document.text().contains("apiVersion")
                        || document.text().contains("kind");
            }
        }
        return new Content(collector.objects(), collector.problems(), meantAsKubernetes || collector.sawKubernetes());
    }

    private static List<List<Document>> shares(List<Document> documents) {
        var shares = new ArrayList<List<Document>>();
        int from = 0;
        int length = 0;
        for (int i = 0; i < documents.size(); i++) {
            length += documents.get(i).text().length();
            if (length >= SHARE) {
                shares.add(documents.subList(from, i + 1));
                from = i + 1;
                length = 0;
            }
        }
        if (from < documents.size()) {
            shares.add(documents.subList(from, documents.size()));
        }
        return shares;
    }
}
