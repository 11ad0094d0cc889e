package dev.meshwright.topology;

import static dev.meshwright.topology.Settings.caller;
import static dev.meshwright.topology.Settings.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountedFileDetectorTest {
    private static final String MAP = configMap(
            "conf",
            "{app.properties: \"a.url=http://a\\nb.url=http://b\\n\", HOST: orders, cache.yaml: 'c: http://c'}");

    @Test
    void aFolderHoldsAllKeys() {
        assertThat(texts("{name: v, mountPath: /etc}", "{name: v, configMap: {name: conf}}"))
                .containsExactlyInAnyOrder("a.url=http://a", "b.url=http://b", "HOST=orders", "c=http://c");
    }

    @Test
    void itemsAndSubPathsChooseKeys() {
        assertThat(texts(
                        "{name: v, mountPath: /etc}",
                        "{name: v, configMap: {name: conf, items: [{key: HOST, path: h}]}}"))
                .containsExactly("HOST=orders");
        assertThat(texts("{name: v, mountPath: /etc/h, subPath: HOST}", "{name: v, configMap: {name: conf}}"))
                .containsExactly("HOST=orders");
        assertThat(
                        texts(
                                "{name: v, mountPath: /etc/h, subPath: h}",
                                "{name: v, configMap: {name: conf, items: [{key: HOST, path: h}, {key: cache.yaml, path: c}]}}"))
                .containsExactly("HOST=orders");
        assertThat(
                        texts(
                                "{name: v, mountPath: /etc/h, subPath: d}",
                                "{name: v, configMap: {name: conf, items: [{key: HOST, path: d/h}, {key: cache.yaml, path: dc}]}}"))
                .containsExactly("HOST=orders");
    }

    @Test
    void projectedVolumesBringTheirConfigMaps() {
        assertThat(
                        texts(
                                "{name: v, mountPath: /etc}",
                                "{name: v, projected: {sources: [{secret: {name: s}}, {configMap: {name: conf, items: [{key: HOST, path: h}]}}]}}"))
                .containsExactly("HOST=orders");
    }

    @Test
    void aVolumeThatNobodyMountsIsNotRead() {
        assertThat(texts("{name: w, mountPath: /etc}", "{name: v, configMap: {name: conf}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "style.css", "init.sql", "ca.crt", "README.md"})
    void filesForOthersAreNotRead(String name) {
        var map = configMap("conf", "{" + name + ": \"http://orders\\nhttp://users\\n\"}");

        assertThat(Settings.texts(
                        new MountedFileDetector(),
                        mounting("{name: v, mountPath: /e}", "{name: v, configMap: {name: conf}}") + map))
                .isEmpty();
    }

    @Test
    void aMapThatTheInputDoesNotHoldGivesNothing() {
        assertThat(texts("{name: v, mountPath: /etc}", "{name: v, configMap: {name: gone}}"))
                .isEmpty();
        assertThat(texts("{name: v, mountPath: /etc}", "{name: v, secret: {secretName: conf}}"))
                .isEmpty();
    }

    @Test
    void wrongTypesAreLeftOut() {
        assertThat(texts("v", "{name: v, configMap: conf}")).isEmpty();
        assertThat(texts("{name: v}", "{name: v, configMap: {name: [conf]}, projected: {sources: {a: b}}}"))
                .isEmpty();
    }

    private static List<String> texts(String mount, String volume) {
        return Settings.texts(new MountedFileDetector(), mounting(mount, volume) + MAP);
    }

    private static String mounting(String mount, String volume) {
        return caller("volumeMounts: [" + mount + "]")
                .replace("spec: {containers:", "spec: {volumes: [" + volume + "], containers:");
    }
}
