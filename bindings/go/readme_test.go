package kubestatus

import (
	"os"
	"strings"
	"testing"
)

// The examples run, with the outputs that they state, and so does what is under client-go; so what README shows has to be
// among them.
func TestEveryBlockOfTheREADMEsStandsInAnExample(t *testing.T) {
	lines := func(file string) string {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var plain strings.Builder
		for line := range strings.Lines(string(text)) {
			plain.WriteString(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "import ")) + "\n")
		}
		return plain.String()
	}
	examples, blocks := lines("example_test.go")+lines("parity/wrap_test.go"), strings.Split(lines("README.md")+lines("../../README.md"), "```go\n")[1:]
	for _, block := range blocks {
		block, _, _ := strings.Cut(block, "```")
		if !strings.Contains(examples, block) {
			t.Errorf("in no example:\n%s", block)
		}
	}
	if len(blocks) < 5 {
		t.Errorf("%d blocks", len(blocks))
	}
}
