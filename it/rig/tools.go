//go:build tools

// Package tools pins what the rig is made of: programs to build, and modules that ship CRDs.
package tools

import (
	_ "go.etcd.io/etcd/server/v3/etcdmain"
	_ "istio.io/api/networking/v1alpha3"
	_ "k8s.io/kubectl/pkg/cmd"
	_ "k8s.io/kubernetes/cmd/kube-apiserver/app"
	_ "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	_ "sigs.k8s.io/gateway-api/apis/v1"
)
