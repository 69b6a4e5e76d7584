// The node side of EKS for a test world: what EC2 instances, kubelets and the
// VPC CNI would do in a cluster whose nodes do not exist.
//
// The AWS front says which instances there are (a feed that is polled). From
// that this program keeps Node objects, gives pods their addresses and holds
// those addresses on the loopback device, so that they can be dialled. Which
// ENIConfig belongs to a node is decided by Amazon's own package, and so are
// the limits of instance types. kwok plays the kubelets: it makes a Node Ready
// once this program has marked its network as ready, and a pod Running once it
// has an address; this program ends the pods that are deleted, and really runs
// the containers of pods that bring a command.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/aws/amazon-vpc-cni-k8s/pkg/apis/crd/v1alpha1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

func main() {
	kubeconfig := flag.String("config", "", "kubeconfig of the test cluster")
	front := flag.String("front", "", "base URL of the AWS front's private feed")
	folder := flag.String("containers", "", "folder for the roots of containers")
	plan := flag.String("plan", "{}", "section `containers` of the scenario, as JSON")
	flag.Parse()
	log.SetFlags(log.Ltime | log.Lmicroseconds)

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *kubeconfig, *front, *folder, *plan); err != nil && ctx.Err() == nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, kubeconfig, front, folder, planned string) error {
	var plan containerPlan
	if err := json.Unmarshal([]byte(planned), &plan); err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	config.QPS, config.Burst = 500, 1000
	kube, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{corev1.AddToScheme, v1alpha1.AddToScheme} {
		if err := add(scheme); err != nil {
			return err
		}
	}
	// A client without a cache: an ENIConfig counts from the moment it is written.
	direct, err := client.New(config, client.Options{Scheme: scheme})
	if err != nil {
		return err
	}

	service, err := newService(ctx, kube, config.Host, plan)
	if err != nil {
		return err
	}
	identity, err := selfSigned()
	if err != nil {
		return err
	}
	wake := make(chan struct{}, 1)
	factory := informers.NewSharedInformerFactory(kube, 0)
	world := &world{
		kube: kube, direct: direct, feed: newFeed(front),
		nodes:      factory.Core().V1().Nodes().Lister(),
		pods:       factory.Core().V1().Pods().Lister(),
		daemonSets: factory.Apps().V1().DaemonSets().Lister(),
		groups:     map[string]cniSettings{},
		given:      map[types.UID]string{},
		addresses:  newAddresses(),
		containers: newContainers(folder, plan, service),
		identity:   identity,
	}
	nudge := cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { poke(wake) },
		UpdateFunc: func(_, _ any) { poke(wake) },
		DeleteFunc: func(any) { poke(wake) },
	}
	for _, informer := range []cache.SharedIndexInformer{
		factory.Core().V1().Nodes().Informer(),
		factory.Core().V1().Pods().Informer(),
		factory.Apps().V1().DaemonSets().Informer(),
	} {
		if _, err := informer.AddEventHandler(nudge); err != nil {
			return err
		}
	}
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	log.Print("watching")

	tick := time.NewTicker(150 * time.Millisecond)
	defer tick.Stop()
	for {
		if err := world.reconcile(ctx); err != nil && ctx.Err() == nil {
			log.Print(err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-wake:
			// A burst of events is one change: let it arrive whole.
			time.Sleep(20 * time.Millisecond)
		}
	}
}

func poke(wake chan struct{}) {
	select {
	case wake <- struct{}{}:
	default:
	}
}
