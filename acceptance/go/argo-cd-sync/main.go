// Syncs manifests as Argo CD's controller does: by Argo CD's own engine, with the health checks that
// Argo CD brings. The controller itself needs a repository server and Redis; what it hands to the
// engine is handed over here: the objects that Kustomize built, and the options of the Application.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/argoproj/gitops-engine/pkg/cache"
	"github.com/argoproj/gitops-engine/pkg/health"
	"github.com/argoproj/gitops-engine/pkg/sync"
	"github.com/argoproj/gitops-engine/pkg/sync/common"
	"github.com/argoproj/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/gitops-engine/pkg/utils/tracing"
	lua "github.com/yuin/gopher-lua"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
)

// The annotation by which Argo CD 3 knows what is an Application's.
const tracking = "argocd.argoproj.io/tracking-id"

// As whom Argo CD writes fields (its common.ArgoCDSSAManager).
const manager = "argocd-controller"

func main() {
	manifests := flag.String("manifests", "", "file with the objects")
	scripts := flag.String("health", "", "Argo CD's directory resource_customizations")
	namespace := flag.String("namespace", "", "namespace of objects that name none")
	prune := flag.Bool("prune", false, "delete what is managed and no longer among the objects")
	limit := flag.Duration("timeout", 5*time.Minute, "how long the sync may take")
	flag.Parse()
	if err := run(*manifests, *scripts, *namespace, *prune, *limit); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(manifests, scripts, namespace string, prune bool, limit time.Duration) error {
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		return err
	}
	config.QPS, config.Burst = 50, 100
	text, err := os.ReadFile(manifests)
	if err != nil {
		return err
	}
	objects, err := kube.SplitYAML(text)
	if err != nil {
		return err
	}
	for _, object := range objects {
		annotations := object.GetAnnotations()
		if annotations == nil {
			annotations = map[string]string{}
		}
		key := kube.GetResourceKey(object)
		annotations[tracking] = fmt.Sprintf("kafka-prod:%s/%s:%s/%s", key.Group, key.Kind, key.Namespace, key.Name)
		object.SetAnnotations(annotations)
	}
	cluster := cache.NewClusterCache(config, cache.SetPopulateResourceInfoHandler(
		func(object *unstructured.Unstructured, _ bool) (any, bool) {
			_, managed := object.GetAnnotations()[tracking]
			return managed, managed
		}))
	if err := cluster.EnsureSynced(); err != nil {
		return err
	}
	defer cluster.Invalidate()
	results, err := synced(config, cluster, objects, namespace, limit,
		sync.WithPrune(prune),
		sync.WithServerSideApply(true),
		sync.WithServerSideApplyManager(manager),
		sync.WithHealthOverride(customizations(scripts)))
	output := json.NewEncoder(os.Stdout)
	for _, result := range results {
		line := map[string]any{
			"kind": result.ResourceKey.Kind, "name": result.ResourceKey.Name,
			"namespace": result.ResourceKey.Namespace, "group": result.ResourceKey.Group,
			"order": result.Order, "phase": result.SyncPhase, "status": result.Status,
			"hook": result.HookType, "hookPhase": result.HookPhase, "message": result.Message,
		}
		if err := output.Encode(line); err != nil {
			return err
		}
	}
	return err
}

// Takes one step after the other, each with what is in the cluster by now, as the controller does:
// the engine's own loop looks at the cluster once, and would wait for the first wave for ever.
func synced(config *rest.Config, cluster cache.ClusterCache, objects []*unstructured.Unstructured,
	namespace string, limit time.Duration, options ...sync.SyncOpt) ([]common.ResourceSyncResult, error) {
	isManaged := func(resource *cache.Resource) bool {
		managed, _ := resource.Info.(bool)
		return managed
	}
	kubectl := &kube.KubectlCmd{Log: klog.Background(), Tracer: tracing.NopTracer{}}
	var (
		phase   common.OperationPhase
		message string
		results []common.ResourceSyncResult
	)
	begun := metav1.Now()
	for !phase.Completed() && time.Since(begun.Time) < limit {
		live, err := cluster.GetManagedLiveObjs(objects, isManaged)
		if err != nil {
			return results, err
		}
		state := sync.Reconcile(objects, live, namespace, cluster)
		step, cleanup, err := sync.NewSyncContext("main", state, config, config, kubectl, namespace,
			cluster.GetOpenAPISchema(), append(options, sync.WithInitialState(phase, message, results, begun))...)
		if err != nil {
			return results, err
		}
		step.Sync()
		phase, message, results = step.GetState()
		cleanup()
		time.Sleep(time.Second / 2)
	}
	if phase != common.OperationSucceeded {
		return results, fmt.Errorf("the sync is %s: %s", phase, message)
	}
	return results, nil
}

// The directory with Argo CD's health checks, one script for each kind.
type customizations string

// GetResourceHealth runs the script of the object's kind, as util/lua of Argo CD does.
func (directory customizations) GetResourceHealth(object *unstructured.Unstructured) (*health.HealthStatus, error) {
	kind := object.GroupVersionKind()
	script, err := os.ReadFile(filepath.Join(string(directory), kind.Group, kind.Kind, "health.lua"))
	if err != nil {
		// What Argo CD has no script for, the engine judges by itself, if it can.
		return nil, nil
	}
	state := lua.NewState()
	defer state.Close()
	state.SetGlobal("obj", value(state, object.Object))
	if err := state.DoString(string(script)); err != nil {
		return nil, err
	}
	table, isTable := state.Get(-1).(*lua.LTable)
	if !isTable {
		return nil, fmt.Errorf("the health check of %s returns no table", kind.Kind)
	}
	return &health.HealthStatus{
		Status:  health.HealthStatusCode(lua.LVAsString(table.RawGetString("status"))),
		Message: lua.LVAsString(table.RawGetString("message")),
	}, nil
}

func value(state *lua.LState, from any) lua.LValue {
	switch from := from.(type) {
	case map[string]any:
		table := state.NewTable()
		for key, inner := range from {
			table.RawSetString(key, value(state, inner))
		}
		return table
	case []any:
		table := state.NewTable()
		for _, inner := range from {
			table.Append(value(state, inner))
		}
		return table
	case string:
		return lua.LString(from)
	case bool:
		return lua.LBool(from)
	case int64:
		return lua.LNumber(from)
	case float64:
		return lua.LNumber(from)
	default:
		return lua.LNil
	}
}
