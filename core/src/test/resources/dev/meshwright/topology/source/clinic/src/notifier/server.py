from concurrent import futures
import os

import grpc
import pika

import notifier_pb2_grpc


class Notifier(notifier_pb2_grpc.NotifierServicer):
    def Notify(self, request, context):
        # sends nothing to http://patients:8080 yet
        channel = pika.BlockingConnection(pika.URLParameters(os.environ["BROKER_URL"])).channel()
        channel.basic_publish(exchange="", routing_key="identity", body=request.text)
        return request


def serve():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=10))
    notifier_pb2_grpc.add_NotifierServicer_to_server(Notifier(), server)
    server.add_insecure_port("[::]:50051")
    server.start()
    print("notifier:50051 listens, calendar:50051 calls")
    server.wait_for_termination()


if __name__ == "__main__":
    serve()
