package main

import (
	"bytes"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"k8s.io/apimachinery/pkg/util/errors"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/client-go/rest"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/cmd/kube-apiserver/app/options"
)

// stallHeader asks the server to be slow: "before 1s" or "after 1s", without a look at the deadline; "outside 1s", as
// if the request were not read yet.
const stallHeader = "X-Lab-Stall"

// serve is kube-apiserver, as its own main has it, with a handler that can be made slow.
func serve(arguments []string) error {
	ctx := genericapiserver.SetupSignalContext()
	run := options.NewServerRunOptions()
	flags := pflag.NewFlagSet("kube-apiserver", pflag.ContinueOnError)
	sets := run.Flags()
	for _, set := range sets.FlagSets {
		flags.AddFlagSet(set)
	}
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	registry := run.GenericServerRunOptions.ComponentGlobalsRegistry
	if err := registry.Set(); err != nil {
		return err
	}
	rest.SetDefaultWarningHandler(rest.NoWarnings{})
	completed, err := run.Complete(ctx)
	if err != nil {
		return err
	}
	if errs := completed.Validate(); len(errs) != 0 {
		return errors.NewAggregate(errs)
	}
	config, err := app.NewConfig(completed)
	if err != nil {
		return err
	}
	// The aggregator's chain is the outermost one, and the only one that requests pass.
	generic := &config.Aggregator.GenericConfig.Config
	build := generic.BuildHandlerChainFunc
	generic.BuildHandlerChainFunc = func(handler http.Handler, c *genericapiserver.Config) http.Handler {
		return outside(build(stalled(handler), c))
	}
	whole, err := config.Complete()
	if err != nil {
		return err
	}
	server, err := app.CreateServerChain(whole)
	if err != nil {
		return err
	}
	prepared, err := server.PrepareRun()
	if err != nil {
		return err
	}
	return prepared.Run(ctx)
}

// stall is when to be slow and for how long, without a wish "" and 0.
func stall(r *http.Request) (string, time.Duration) {
	when, long, _ := strings.Cut(r.Header.Get(stallHeader), " ")
	duration, err := time.ParseDuration(long)
	if err != nil {
		return "", 0
	}
	return when, duration
}

// outside stands before all filters: none has seen the request yet.
func outside(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if when, duration := stall(r); when == "outside" {
			time.Sleep(duration)
		}
		handler.ServeHTTP(w, r)
	})
}

// stalled stands inside all filters: they see a handler that took long, before it began to write.
func stalled(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		when, duration := stall(r)
		if when == "before" {
			time.Sleep(duration)
		}
		if when != "after" {
			handler.ServeHTTP(w, r)
			return
		}
		kept := &keeper{header: http.Header{}, code: http.StatusOK}
		handler.ServeHTTP(kept, r)
		time.Sleep(duration)
		for name, values := range kept.header {
			w.Header()[name] = values
		}
		w.WriteHeader(kept.code)
		_, _ = w.Write(kept.body.Bytes())
	})
}

// A keeper is an answer that nobody has seen yet.
type keeper struct {
	header http.Header
	code   int
	body   bytes.Buffer
}

func (k *keeper) Header() http.Header             { return k.header }
func (k *keeper) WriteHeader(code int)            { k.code = code }
func (k *keeper) Write(chunk []byte) (int, error) { return k.body.Write(chunk) }
