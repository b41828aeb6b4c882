module github.com/kube-status/kube-status/bindings/go

go 1.25.0
