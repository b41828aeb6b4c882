// Writes ../statuses.tsv: every Status among the samples and the recorded answers, as apimachinery's own serializers
// write it. The file is committed and read by tests/serialized.rs; the same release gives the same bytes. To write it
// again:
//
//	cd tests/data/serialized/generate && go run . >../statuses.tsv
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	stdjson "encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
)

const data = "../../"

var (
	scheme  = runtime.NewScheme()
	compact = json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme, scheme, json.SerializerOptions{})
	pretty  = json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme, scheme, json.SerializerOptions{Pretty: true})
	proto   = protobuf.NewSerializer(scheme, scheme)
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func encode(encoder runtime.Encoder, object runtime.Object) []byte {
	var out bytes.Buffer
	if err := encoder.Encode(object, &out); err != nil {
		log.Fatal(err)
	}
	return out.Bytes()
}

// An ERROR frame of a watch: a WatchEvent without an envelope behind its length.
func frame(status []byte) []byte {
	event := &metav1.WatchEvent{Type: "ERROR", Object: runtime.RawExtension{Raw: status}}
	var out bytes.Buffer
	must(protobuf.LengthDelimitedFramer.NewFrameWriter(&out).Write(encode(protobuf.NewRawSerializer(scheme, scheme), event)))
	return out.Bytes()
}

// One row, if the body is a Status that is not there yet.
func row(seen map[string]bool, id string, code int, body []byte) {
	decoder := runtime.Decoder(compact)
	if bytes.HasPrefix(body, []byte("k8s\x00")) {
		decoder = proto
	}
	object, _, err := decoder.Decode(body, nil, nil)
	status, ok := object.(*metav1.Status)
	if err != nil || !ok {
		return
	}
	status.SetGroupVersionKind(schema.GroupVersionKind{Version: "v1", Kind: "Status"})
	inProto := encode(proto, status)
	key := fmt.Sprint(code, inProto)
	if seen[key] {
		return
	}
	seen[key] = true
	fmt.Printf("%s\t%d", id, code)
	for _, form := range [][]byte{encode(compact, status), encode(pretty, status), inProto, frame(inProto)} {
		fmt.Print("\t", hex.EncodeToString(form))
	}
	fmt.Println()
}

func main() {
	metav1.AddToGroupVersion(scheme, schema.GroupVersion{Version: "v1"})
	fmt.Println("id\tcode\tcompact\tpretty\tprotobuf\tframe")
	seen := map[string]bool{}
	for _, line := range strings.Split(string(must(os.ReadFile(data+"samples.tsv"))), "\n")[1:] {
		if cells := strings.Split(line, "\t"); len(cells) == 3 {
			var response struct {
				Status  int
				Body    string
				BodyHex string `json:"body_hex"`
			}
			if err := stdjson.Unmarshal([]byte(cells[2]), &response); err != nil {
				log.Fatal(cells[0], err)
			}
			row(seen, cells[0], response.Status, append(must(hex.DecodeString(response.BodyHex)), response.Body...))
		}
	}
	for _, path := range must(filepath.Glob(data + "recorded/*.http")) {
		reader := bufio.NewReader(bytes.NewReader(must(os.ReadFile(path))))
		response := must(http.ReadResponse(reader, nil))
		for response.StatusCode < 200 && response.StatusCode != 101 {
			response = must(http.ReadResponse(reader, nil))
		}
		// What is cut on purpose stays cut: then it is no Status.
		body, _ := io.ReadAll(response.Body)
		row(seen, filepath.Base(path), response.StatusCode, body)
	}
}
