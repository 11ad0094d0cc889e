package main

import (
	"flag"
	"net"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"

	pb "github.com/clinic/protos/calendar"
	notifierpb "github.com/clinic/protos/notifier"
)

var target = flag.String("notifier", "", "address of the notifier, e.g. booking:80")

type server struct {
	pb.UnimplementedCalendarServer
	notifier notifierpb.NotifierClient
}

func main() {
	flag.Parse()
	conn, err := grpc.NewClient(*target)
	if err != nil {
		panic(err)
	}
	listener, err := net.Listen("tcp", ":50051")
	if err != nil {
		panic(err)
	}
	s := grpc.NewServer()
	pb.RegisterCalendarServer(s, &server{notifier: notifierpb.NewNotifierClient(conn)})
	grpc_health_v1.RegisterHealthServer(s, health.NewServer())
	panic(s.Serve(listener))
}
