module roundtrip

go 1.25.0

require github.com/kube-status/kube-status/bindings/go v0.0.0

replace github.com/kube-status/kube-status/bindings/go => ../../../bindings/go
