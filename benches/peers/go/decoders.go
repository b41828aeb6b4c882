package main

import (
	"encoding/json"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
)

func encodingJSON(body []byte) *metav1.Status {
	status := new(metav1.Status)
	if json.Unmarshal(body, status) != nil || status.Kind != "Status" {
		return nil
	}
	return status
}

// clientGo makes the decoder that client-go's rest.Request makes for an answer, of a scheme that knows Status.
func clientGo() func(body []byte) *metav1.Status {
	scheme := runtime.NewScheme()
	version := schema.GroupVersion{Version: "v1"}
	metav1.AddToGroupVersion(scheme, version)
	codecs := serializer.NewCodecFactory(scheme).WithoutConversion()
	decoder, err := runtime.NewClientNegotiator(codecs, version).Decoder("application/json", nil)
	if err != nil {
		panic(err)
	}
	return func(body []byte) *metav1.Status {
		object, _, err := decoder.Decode(body, nil, nil)
		status, ok := object.(*metav1.Status)
		if err != nil || !ok {
			return nil
		}
		return status
	}
}

func factsOf(status *metav1.Status) *facts {
	if status == nil {
		return nil
	}
	all := &facts{
		Code: status.Code, Status: status.Status, Reason: string(status.Reason), Message: status.Message,
		Causes: [][3]string{},
	}
	if details := status.Details; details != nil {
		all.Name, all.Group, all.Kind = details.Name, details.Group, details.Kind
		for _, cause := range details.Causes {
			all.Causes = append(all.Causes, [3]string{string(cause.Type), cause.Message, cause.Field})
		}
	}
	return all
}
