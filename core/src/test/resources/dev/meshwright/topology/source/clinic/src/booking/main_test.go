package main

import "testing"

func TestEnv(t *testing.T) {
	if env("X", "http://ledger:5005") == "" {
		t.Fail()
	}
}
