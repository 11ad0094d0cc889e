package dev.meshwright.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Files of programs that we know hold only what these programs call.
class ProgramSettingsTest {
    private static List<String> settings(String name, String text) {
        var file = ConfigFile.read(name, text, new ConfigPlace(new Source("cm.yaml", 1, 1), false));
        assertThat(file.problems()).isEmpty();
        return file.settings().stream()
                .map(setting -> setting.where().line() + " " + setting.key() + "=" + setting.value())
                .toList();
    }

    @Test
    void envoyCallsTheEndpointsOfItsClustersAndListensElsewhere() {
        assertThat(settings("envoy.yaml", """
                admin:
                  address: {socket_address: {address: 0.0.0.0, port_value: 9901}}
                static_resources:
                  listeners:
                  - address:
                      socket_address: {address: gateway, port_value: 8080}
                    filter_chains:
                    - filters:
                      - name: envoy.filters.network.http_connection_manager
                        typed_config:
                          route_config:
                            virtual_hosts:
                            - domains: ["shop.default.svc:8080"]
                              routes:
                              - match: {prefix: /orders}
                                route: {cluster: orders_cluster}
                              - match: {prefix: /}
                                route: {weighted_clusters: {clusters: [{name: web_cluster, weight: 100}]}}
                  clusters:
                  - name: orders_cluster
                    connect_timeout: 0.25s
                    type: STRICT_DNS
                    load_assignment:
                      cluster_name: orders_cluster
                      endpoints:
                      - lb_endpoints:
                        - endpoint:
                            address:
                              socket_address:
                                address: orders
                                port_value: 8080
                  - name: web_cluster
                    hosts: [{socket_address: {address: web, port_value: 80}}]
                  - name: unused_cluster
                    hosts: [{socket_address: {address: old, port_value: 80}}]
                """))
                .containsExactly(
                        "30 clusters.orders_cluster.endpoint=orders:8080", "33 clusters.web_cluster.endpoint=web:80");
    }

    /// `envoy --mode validate` of Envoy 1.40.0 accepts this file.
    @Test
    void envoyIsReadAsItsCurrentApiWritesIt() {
        assertThat(settings("envoy.yaml", """
                admin:
                  address: {socket_address: {address: 0.0.0.0, port_value: 9901}}
                static_resources:
                  listeners:
                  - name: entry
                    address:
                      socket_address: {address: 0.0.0.0, port_value: 8080}
                    filter_chains:
                    - filters:
                      - name: envoy.filters.network.http_connection_manager
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                          stat_prefix: entry
                          route_config:
                            virtual_hosts:
                            - name: shop
                              domains: ["shop.default.svc:8080"]
                              routes:
                              - match: {prefix: /orders}
                                route: {cluster: orders_cluster}
                          http_filters:
                          - name: envoy.filters.http.router
                            typed_config:
                              "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
                  clusters:
                  - name: orders_cluster
                    connect_timeout: 0.25s
                    type: STRICT_DNS
                    load_assignment:
                      cluster_name: orders_cluster
                      endpoints:
                      - lb_endpoints:
                        - endpoint:
                            address:
                              socket_address:
                                address: orders
                                port_value: 8080
                """)).containsExactly("36 clusters.orders_cluster.endpoint=orders:8080");
    }

    @Test
    void prometheusCallsItsTargetsAndWhereItWrites() {
        assertThat(settings("prometheus.yml", """
                global: {scrape_interval: 15s, external_labels: {site: orders}}
                alerting:
                  alertmanagers:
                  - static_configs:
                    - targets: [alertmanager:9093]
                scrape_configs:
                - job_name: orders
                  metrics_path: /actuator/prometheus
                  static_configs:
                  - targets:
                    - orders:8080
                    # - old:8080
                    labels: {app: web:80}
                - job_name: blackbox
                  static_configs:
                  - targets: ["http://web:80"]
                  relabel_configs:
                  - {source_labels: [__address__], target_label: __param_target}
                  - {target_label: __address__, replacement: "blackbox:9115"}
                - job_name: dns
                  scheme: https
                  dns_sd_configs:
                  - names: [db.default.svc]
                    type: A
                    port: 9187
                - job_name: pods
                  kubernetes_sd_configs: [{role: pod}]
                  relabel_configs:
                  - {source_labels: [a], target_label: __address__, replacement: "$1:8080"}
                remote_write:
                - url: http://mimir:9009/api/v1/push
                """))
                .containsExactly(
                        "11 scrape_configs.orders.targets=http://orders:8080",
                        "19 scrape_configs.blackbox.targets=http://blackbox:9115",
                        "23 scrape_configs.dns.targets=https://db.default.svc:9187",
                        "5 alerting.alertmanagers.targets=http://alertmanager:9093",
                        "31 remote_write.url=http://mimir:9009/api/v1/push");
    }

    @Test
    void aCollectorCallsWithThePartsOfItsPipelines() {
        assertThat(settings("relay.yaml", """
                receivers:
                  otlp:
                    protocols:
                      grpc: {endpoint: collector:4317}
                  redis:
                    endpoint: redis:6379
                  prometheus:
                    config:
                      scrape_configs:
                      - job_name: web
                        static_configs: [{targets: ["web:80"]}]
                exporters:
                  otlp/tempo:
                    endpoint: tempo:4317
                    tls: {insecure: true}
                  prometheus: {endpoint: "metrics:8889"}
                  otlphttp/unused: {endpoint: "http://old:4318"}
                extensions:
                  health_check: {endpoint: "health:13133"}
                service:
                  extensions: [health_check]
                  pipelines:
                    traces: {receivers: [otlp], exporters: [otlp/tempo]}
                    metrics: {receivers: [otlp, redis, prometheus], exporters: [prometheus]}
                """))
                .containsExactly(
                        "6 receivers.redis.endpoint=redis:6379",
                        "11 scrape_configs.web.targets=http://web:80",
                        "14 exporters.otlp/tempo.endpoint=tempo:4317",
                        "15 exporters.otlp/tempo.tls.insecure=true");
    }

    @Test
    void nginxCallsWhereItPassesTo() {
        assertThat(settings("default.conf", """
                upstream orders_pool {
                  least_conn;
                  server orders:8080 weight=3;
                  server orders-old:8080 down;
                  # server older:8080;
                }
                upstream unused { server nobody:1; }
                map $http_x $variant { default "web-a:80"; b web-b:80; }
                server {
                  listen 80;
                  server_name shop.example.com;
                  add_header Access-Control-Allow-Origin "http://frontend:3000";
                  proxy_read_timeout 20s;
                  location /orders/ { proxy_pass http://orders_pool/; }
                  location /api/ {
                    set $api http://api.shop.svc.cluster.local:9000;
                    proxy_pass $api;
                  }
                  location / { proxy_pass http://$variant; }
                  location ~ \\.php$ { fastcgi_pass php:9000; }
                  location /rpc { grpc_pass rpc:50051; }
                  location /env { proxy_pass http://${WEB_HOST}:${WEB_PORT}/; }
                  location /x { return 301 https://elsewhere:443$request_uri; }
                  content_by_lua_block { if x { y } }
                }
                """))
                .containsExactly(
                        "13 proxy_read_timeout=20s",
                        "3 upstream.orders_pool.server=http://orders:8080",
                        "16 proxy_pass=http://api.shop.svc.cluster.local:9000",
                        "8 proxy_pass=http://web-a:80",
                        "8 proxy_pass=http://web-b:80",
                        "20 fastcgi_pass=php:9000",
                        "21 grpc_pass=grpc://rpc:50051",
                        "22 proxy_pass=http://${WEB_HOST}:${WEB_PORT}/");
    }

    @Test
    void upstreamsInAFileOfTheirOwnAreUsedByOthers() {
        assertThat(settings("upstreams.conf", "upstream orders { server orders:8080; }\n"))
                .containsExactly("1 upstream.orders.server=orders:8080");
    }
}
