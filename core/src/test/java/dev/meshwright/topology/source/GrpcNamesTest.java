package dev.meshwright.topology.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcNamesTest {
    private static GrpcNames names(Language language, String code) {
        return GrpcNames.of(Lexer.tokens(code, language));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "GO         ¦ c := pb.NewOrdersClient(conn)",
                "GO         ¦ err := ordersgrpc.RegisterOrdersHandlerFromEndpoint(ctx, mux, addr, opts)",
                "JAVA       ¦ var stub = OrdersGrpc.newBlockingStub(channel);",
                "JAVA       ¦ var stub = org.example.OrdersGrpc.newStub(channel);",
                "KOTLIN     ¦ val stub = OrdersGrpcKt.OrdersCoroutineStub(channel)",
                "PYTHON     ¦ stub = orders_pb2_grpc.OrdersStub(channel)",
                "JAVASCRIPT ¦ const grpc = 1; const c = new proto.OrdersClient(address);",
                "CSHARP     ¦ var grpc = 1; var c = new Orders.OrdersClient(channel);",
                "RUST       ¦ let c: tonic = orders_client::OrdersClient::connect(address).await?;",
                "RUBY       ¦ grpc = Shop::Orders::Stub.new('x', :insecure)",
            })
    void clients(Language language, String code) {
        var names = names(language, code);

        assertThat(names.clients()).extracting(SourceFile.Grpc::service).containsExactly("orders");
        assertThat(names.servers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "GO         ¦ pb.RegisterOrdersServer(server, &orders{})",
                "JAVA       ¦ class A extends OrdersGrpc.OrdersImplBase {}",
                "KOTLIN     ¦ class A : OrdersGrpcKt.OrdersCoroutineImplBase()",
                "PYTHON     ¦ orders_pb2_grpc.add_OrdersServicer_to_server(Orders(), server)",
                "JAVASCRIPT ¦ const grpc = 1; server.addService(proto.Orders.service, { list });",
                "JAVASCRIPT ¦ const grpc = 1; server.addService(OrdersService, { list });",
                "CSHARP     ¦ using Grpc.Core; class A : Orders.OrdersBase {}",
                "RUST       ¦ tonic(orders_server::OrdersServer::new(x))",
                "RUBY       ¦ grpc = 1; class A < Shop::Orders::Service",
            })
    void servers(Language language, String code) {
        var names = names(language, code);

        assertThat(names.servers()).extracting(SourceFile.Grpc::service).containsExactly("orders");
        assertThat(names.clients()).isEmpty();
    }

    @Test
    void withoutGrpcNothingIsMeant() {
        assertThat(names(Language.CSHARP, "var c = new Orders.OrdersClient(http);")
                        .clients())
                .isEmpty();
        assertThat(names(Language.RUST, "HttpServer::new(app); use http_server::HttpServer; tonic")
                        .servers())
                .isEmpty();
        assertThat(names(Language.GO, "func RegisterOrdersServer(s grpc.ServiceRegistrar) {}")
                        .servers())
                .isEmpty();
        assertThat(names(Language.GO, "pb.RegisterHealthServer(s, h)").servers())
                .isEmpty();
    }
}
