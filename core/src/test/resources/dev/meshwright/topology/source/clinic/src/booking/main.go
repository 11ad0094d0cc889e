// Package main books visits. Try: curl http://insurance:4567/policies
package main

import (
	"fmt"
	"net/http"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	calendarpb "github.com/clinic/protos/calendar"
)

const usage = `booking [flags]

Needs http://insurance:4567 only in the old version.
`

func env(key, fallback string) string {
	if value, ok := os.LookupEnv(key); ok {
		return value
	}
	return fallback
}

func main() {
	doctors := env("DOCTORS_URL", "http://doctors:8000")
	patients := env("PATIENTS_HOST", "patients")

	conn, err := grpc.NewClient("dns:///calendar:50051", grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		panic(fmt.Errorf("cannot reach http://insurance:4567: %w", err))
	}
	calendar := calendarpb.NewCalendarClient(conn)

	http.HandleFunc("/billing", func(w http.ResponseWriter, r *http.Request) {
		resp, err := http.Get(fmt.Sprintf("http://%s:8080/patients/%s", patients, r.URL.Query().Get("patient")))
		if err != nil || resp.StatusCode != http.StatusOK {
			http.Error(w, "records", http.StatusBadGateway)
			return
		}
		_, _ = calendar, doctors
		publish(r.Context(), "billing")
	})
	panic(http.ListenAndServe(":8000", nil))
}
