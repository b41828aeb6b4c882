// The C agent's counterpart on net/http and the Go package: the same words, the same things to ignore. A Transport does
// what a RoundTripper can; here is what it leaves to its caller. What an answer means and what to do next is the
// library's business alone: no status code is looked at.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

// options are the words of the command line.
type options struct {
	server, path, tokenFile, until, ignore, accept, contentType, resourceVersion string
	limit, timeout, patience                                                     time.Duration
	page                                                                         int
	generateName, takeOver, preconditions, idempotent, insecure, verbose         bool
}

// parse reads options and words, which stand in any order.
func parse(arguments []string) (options options, words []string) {
	flags := flag.NewFlagSet("roundtrip", flag.ExitOnError)
	for name, text := range map[string]*string{
		"server": &options.server, "path": &options.path, "token-file": &options.tokenFile, "until": &options.until,
		"ignore": &options.ignore,
	} {
		flags.StringVar(text, name, "", "")
	}
	flags.StringVar(&options.accept, "accept", typeJSON, "")
	flags.StringVar(&options.contentType, "content-type", typeJSON, "")
	flags.StringVar(&options.resourceVersion, "resource-version", "0", "")
	for name, is := range map[string]*bool{
		"generate-name": &options.generateName, "take-over": &options.takeOver, "preconditions": &options.preconditions,
		"idempotent": &options.idempotent, "insecure": &options.insecure, "verbose": &options.verbose,
	} {
		flags.BoolVar(is, name, false, "")
	}
	flags.IntVar(&options.page, "page", 100, "")
	options.limit = 10 * time.Minute
	for name, duration := range map[string]*time.Duration{
		"limit": &options.limit, "timeout": &options.timeout, "patience": &options.patience,
	} {
		flags.Func(name, "milliseconds", func(text string) (err error) {
			*duration, err = time.ParseDuration(text + "ms")
			return err
		})
	}
	flags.Int("seed", 0, "not used: the package draws for itself")
	for rest := arguments; len(rest) > 0; {
		flags.Parse(rest) // does not return with an error
		if rest = flags.Args(); len(rest) > 0 {
			words, rest = append(words, rest[0]), rest[1:]
		}
	}
	return options, words
}

// do is the command that these words are.
func (client *client) do(words []string) error {
	word := func(at int) string {
		if at < len(words) {
			return words[at]
		}
		return ""
	}
	field, value, _ := strings.Cut(word(2), "=")
	switch word(0) {
	case "create":
		return client.create(word(1), field, value)
	case "update":
		return client.update(word(1), field, value)
	case "delete":
		return client.delete(word(1))
	case "send":
		return client.send(word(1), word(2), word(3))
	case "list", "watch":
		return client.collect(word(0) == "watch")
	}
	return fmt.Errorf("no command: %s", word(0))
}

func main() {
	options, words := parse(os.Args[1:])
	client, done := newClient(options)
	defer done()
	switch err := client.do(words); {
	case err == nil, errors.Is(err, errFound):
	case errors.Is(err, errStopped):
		fmt.Fprintln(os.Stderr, "stopped:", client.advice.Explain())
		os.Exit(1)
	default:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
