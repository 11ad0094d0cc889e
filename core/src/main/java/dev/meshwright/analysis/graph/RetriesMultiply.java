package dev.meshwright.analysis.graph;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// Several services on a way repeat their calls, so that a failure at its end is tried many times.
final class RetriesMultiply implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1302",
            "RetriesMultiply",
            Category.TRAFFIC,
            Severity.WARNING,
            "Retries multiply along a way",
            "Each caller on the way repeats the work of all below it: three services with three tries each make 27 calls"
                    + " out of one. They come when the last service is already in trouble, and keep it there.",
            "Retry at one place, nearest to the failure, and let the others pass the error on; or retry only what the server"
                    + " has not begun (`retryOn: connect-failure,refused-stream`).",
            calls("4"),
            calls("0"),
            "https://sre.google/sre-book/addressing-cascading-failures/");

    private static String calls(String retriesOfTheFirst) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: reviews, namespace: shop}
                spec:
                  selector: {app: reviews}
                  ports: [{name: http, port: 80}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: ratings, namespace: shop}
                spec:
                  ports: [{name: http, port: 80}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web, namespace: shop, labels: {app: web}}
                spec:
                  containers:
                    - name: web
                      image: registry.example/web:1
                      env:
                        - {name: REVIEWS_URL, value: "http://reviews.shop"}
                        - {name: MAX_RETRIES, value: "%s"}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
                spec:
                  containers:
                    - name: reviews
                      image: registry.example/reviews:1
                      env: [{name: RATINGS_URL, value: "http://ratings.shop"}]
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: ratings, namespace: shop}
                spec:
                  hosts: [ratings]
                  http:
                    - route: [{destination: {host: ratings}}]
                      retries: {attempts: 3, retryOn: 5xx}
                """.formatted(retriesOfTheFirst);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Reads reads() {
        return Reads.CALLS;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return MapFindings.of(mesh, INFO, "retries-multiply");
    }
}
