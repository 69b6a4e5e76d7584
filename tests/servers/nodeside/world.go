package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"slices"
	"strings"

	"github.com/aws/amazon-vpc-cni-k8s/pkg/vpc"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	appslisters "k8s.io/client-go/listers/apps/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

const (
	// noteInstance names the EC2 instance behind a Node object of ours.
	noteInstance = "servers.perigee/instance"
	// noteCustom says whether the node was created with custom networking on.
	noteCustom = "servers.perigee/custom-networking"
	// noteNetwork is `ready` once the CNI works on the node; kwok's stages wait for it.
	noteNetwork = "servers.perigee/network"
	// noteAgent is the uid of the aws-node pod whose start was judged last.
	noteAgent = "servers.perigee/agent"
)

type world struct {
	kube       kubernetes.Interface
	direct     client.Client
	feed       *feed
	nodes      corelisters.NodeLister
	pods       corelisters.PodLister
	daemonSets appslisters.DaemonSetLister
	// groups keeps the settings each managed group was created under: they go
	// into its user data, so its nodes announce that many pods ever after.
	groups map[string]cniSettings
	// given are the addresses that pods hold out of a subnet. It is ahead of the
	// informer, so that no pod gets two and each comes back once.
	given      map[types.UID]string
	addresses  *addresses
	containers *containers
	identity   tls.Certificate
}

func (w *world) reconcile(ctx context.Context) error {
	nodes, err := w.nodes.List(labels.Everything())
	if err != nil {
		return err
	}
	pods, err := w.pods.List(labels.Everything())
	if err != nil {
		return err
	}
	existing, ready := map[string]*corev1.Node{}, []string{}
	for _, node := range nodes {
		id := node.Annotations[noteInstance]
		if id == "" {
			continue
		}
		existing[id] = node
		if isReady(node) {
			ready = append(ready, id)
		}
	}
	machines, err := w.feed.instances(ctx, ready)
	if err != nil {
		return err
	}
	failures := []error{}
	wanted := map[string]instance{}
	for _, machine := range machines {
		wanted[machine.ID] = machine
		if existing[machine.ID] == nil {
			failures = append(failures, w.createNode(ctx, machine))
		}
	}
	byNode := map[string][]*corev1.Pod{}
	for _, pod := range pods {
		byNode[pod.Spec.NodeName] = append(byNode[pod.Spec.NodeName], pod)
	}
	for id, node := range existing {
		machine, alive := wanted[id]
		if !alive {
			failures = append(failures, w.removeNode(ctx, node, byNode[node.Name]))
			continue
		}
		failures = append(failures, w.network(ctx, node, machine, byNode[node.Name]))
	}
	w.holdAddresses(ctx, existing, wanted, pods)
	return errors.Join(failures...)
}

// current are the settings of the DaemonSet as it stands.
func (w *world) current() cniSettings {
	daemonSet, err := w.daemonSets.DaemonSets("kube-system").Get("aws-node")
	if err != nil {
		return cniSettings{}
	}
	return settingsOf(&daemonSet.Spec.Template.Spec)
}

func (w *world) createNode(ctx context.Context, machine instance) error {
	settings := w.current()
	atGroup, known := w.groups[machine.Group]
	if !known {
		w.groups[machine.Group], atGroup = settings, settings
	}
	node := &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{
			Name: machine.Name,
			Labels: map[string]string{
				"kubernetes.io/hostname":           machine.Name,
				"kubernetes.io/os":                 "linux",
				"kubernetes.io/arch":               "amd64",
				"node.kubernetes.io/instance-type": machine.Type,
				"topology.kubernetes.io/zone":      machine.Zone,
				"topology.kubernetes.io/region":    machine.Region,
			},
			Annotations: map[string]string{
				noteInstance: machine.ID,
				noteCustom:   fmt.Sprint(settings.custom),
				noteNetwork:  "starting",
			},
		},
		Spec: corev1.NodeSpec{ProviderID: "aws:///" + machine.Zone + "/" + machine.ID},
	}
	for key, value := range machine.Labels {
		node.Labels[key] = value
	}
	for key, value := range machine.Annotations {
		node.Annotations[key] = value
	}
	for _, mark := range machine.Taints {
		node.Spec.Taints = append(node.Spec.Taints, corev1.Taint{
			Key: mark.Key, Value: mark.Value, Effect: corev1.TaintEffect(mark.Effect),
		})
	}
	room := corev1.ResourceList{
		corev1.ResourceCPU:              *resource.NewQuantity(int64(max(machine.VCPUs, 2)), resource.DecimalSI),
		corev1.ResourceMemory:           resource.MustParse("8Gi"),
		corev1.ResourceEphemeralStorage: resource.MustParse("20Gi"),
		corev1.ResourcePods:             *resource.NewQuantity(int64(maxPods(machine, atGroup)), resource.DecimalSI),
	}
	node.Status = corev1.NodeStatus{
		Capacity: room, Allocatable: room,
		Addresses: []corev1.NodeAddress{
			{Type: corev1.NodeInternalIP, Address: machine.Address},
			{Type: corev1.NodeInternalDNS, Address: machine.Name},
			{Type: corev1.NodeHostName, Address: machine.Name},
		},
		NodeInfo: corev1.NodeSystemInfo{
			KubeletVersion: machine.Version, KubeProxyVersion: machine.Version,
			OperatingSystem: "linux", Architecture: "amd64", OSImage: "Amazon Linux 2023",
			ContainerRuntimeVersion: "containerd://2.1.4", KernelVersion: "6.12.0",
		},
	}
	_, err := w.kube.CoreV1().Nodes().Create(ctx, node, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	if err == nil {
		log.Printf("node %s (%s) of %s: custom networking %v, %s pods", machine.Name, machine.ID,
			machine.Group, settings.custom, room.Pods())
	}
	return err
}

func (w *world) removeNode(ctx context.Context, node *corev1.Node, pods []*corev1.Pod) error {
	log.Printf("node %s is gone", node.Name)
	failures := []error{ignoreMissing(w.kube.CoreV1().Nodes().Delete(ctx, node.Name, metav1.DeleteOptions{}))}
	for _, pod := range pods {
		// The machine is gone and so are its pods: nobody is left to end them gently.
		failures = append(failures, w.endPod(ctx, pod))
	}
	return errors.Join(failures...)
}

func ignoreMissing(err error) error {
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return nil
	}
	return err
}

// network does the CNI's work on one node: judge each start of its agent, and
// give addresses to the pods that wait for one. Pods that are told to go, go.
func (w *world) network(ctx context.Context, node *corev1.Node, machine instance, pods []*corev1.Pod) error {
	failures := []error{}
	var agent *corev1.Pod
	for _, pod := range pods {
		if pod.DeletionTimestamp != nil {
			failures = append(failures, w.endPod(ctx, pod))
			continue
		}
		if lostReadiness(pod) && isReady(node) {
			failures = append(failures, w.readyAgain(ctx, pod))
		}
		if pod.Spec.HostNetwork && awaitsAddress(pod) {
			failures = append(failures, w.address(ctx, pod, machine.Address, machine.Address))
		}
		if pod.Namespace == "kube-system" && pod.Labels["k8s-app"] == "aws-node" &&
			pod.Status.PodIP != "" {
			agent = pod
		}
	}
	if agent == nil {
		return errors.Join(failures...)
	}
	settings := settingsOf(&agent.Spec)
	custom := node.Annotations[noteCustom] == "true"
	if node.Annotations[noteAgent] != string(agent.UID) || node.Annotations[noteNetwork] != "ready" {
		if err := w.judge(ctx, node, machine, agent, settings, custom); err != nil {
			return errors.Join(append(failures, err)...)
		}
		return errors.Join(failures...)
	}
	for _, pod := range pods {
		if !pod.Spec.HostNetwork && awaitsAddress(pod) {
			failures = append(failures, w.giveAddress(ctx, node, machine, pod, settings, custom))
		}
		if pod.Status.PodIP != "" && pod.DeletionTimestamp == nil && w.containers.mine(pod) {
			// Its server binds to the address, so that must be there before it starts.
			w.addresses.hold(pod.Status.PodIP, pod.Namespace+"/"+pod.Name, nil)
			if known := w.containers.attend(pod, machine.Address); known != nil {
				failures = append(failures, w.tell(ctx, pod, known))
			}
		}
	}
	return errors.Join(failures...)
}

// judge decides whether the agent that just started can work. With custom
// networking on and no ENIConfig for the node it cannot, old node or new.
func (w *world) judge(ctx context.Context, node *corev1.Node, machine instance, agent *corev1.Pod, settings cniSettings, custom bool) error {
	state := "ready"
	if settings.custom {
		config, err := w.eniConfigOf(ctx, node.Name, settings)
		if err != nil {
			state = "no-eniconfig"
		} else if custom {
			if err := w.feed.interfaceIn(ctx, machine.ID, config.Subnet, config.SecurityGroups); err != nil {
				log.Printf("node %s: interface in %s: %v", node.Name, config.Subnet, err)
				state = "no-interface"
			}
		}
	}
	if node.Annotations[noteNetwork] == state && node.Annotations[noteAgent] == string(agent.UID) {
		return nil
	}
	log.Printf("node %s: network %s", node.Name, state)
	return w.annotate(ctx, node.Name, map[string]string{noteNetwork: state, noteAgent: string(agent.UID)})
}

func (w *world) annotate(ctx context.Context, node string, notes map[string]string) error {
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"annotations": notes}})
	if err != nil {
		return err
	}
	_, err = w.kube.CoreV1().Nodes().Patch(ctx, node, types.MergePatchType, patch, metav1.PatchOptions{})
	return ignoreMissing(err)
}

func awaitsAddress(pod *corev1.Pod) bool {
	return pod.Status.PodIP == "" && pod.DeletionTimestamp == nil &&
		pod.Status.Phase != corev1.PodSucceeded && pod.Status.Phase != corev1.PodFailed
}

func (w *world) giveAddress(ctx context.Context, node *corev1.Node, machine instance, pod *corev1.Pod, settings cniSettings, custom bool) error {
	if address, done := w.given[pod.UID]; done {
		return w.address(ctx, pod, address, machine.Address)
	}
	subnet, groups := machine.Subnet, []string(nil)
	if custom {
		config, err := w.eniConfigOf(ctx, node.Name, settings)
		if err != nil {
			return fmt.Errorf("pod %s/%s: %w", pod.Namespace, pod.Name, err)
		}
		subnet, groups = config.Subnet, config.SecurityGroups
	}
	perInterface, err := vpc.GetIPv4Limit(machine.Type)
	if err != nil {
		perInterface = 10
	}
	address, err := w.feed.take(ctx, machine.ID, subnet, groups, !custom, perInterface)
	if err != nil {
		if !strings.Contains(err.Error(), "no free address") {
			return fmt.Errorf("pod %s/%s: %w", pod.Namespace, pod.Name, err)
		}
		return nil // As on a full subnet: the pod stays ContainerCreating.
	}
	w.given[pod.UID] = address
	return w.address(ctx, pod, address, machine.Address)
}

func (w *world) address(ctx context.Context, pod *corev1.Pod, address, host string) error {
	patch := fmt.Sprintf(`{"metadata":{"uid":%q},"status":{"hostIP":%q,"hostIPs":[{"ip":%q}],"podIP":%q,"podIPs":[{"ip":%q}]}}`,
		pod.UID, host, host, address, address)
	_, err := w.kube.CoreV1().Pods(pod.Namespace).Patch(ctx, pod.Name, types.MergePatchType, []byte(patch),
		metav1.PatchOptions{}, "status")
	return ignoreMissing(err)
}

// holdAddresses makes the loopback device hold exactly the addresses of living
// nodes and pods, and gives back to EC2 those of pods that are gone.
func (w *world) holdAddresses(ctx context.Context, nodes map[string]*corev1.Node, machines map[string]instance, pods []*corev1.Pod) {
	living, present, known := map[string]bool{}, map[types.UID]bool{}, map[types.UID]bool{}
	hostPorts := map[string][]int32{}
	for _, pod := range pods {
		known[pod.UID] = true
		if pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed {
			continue
		}
		present[pod.UID] = true
		if pod.Status.PodIP == "" {
			continue
		}
		ports := []int32{}
		for _, container := range pod.Spec.Containers {
			if w.containers.mine(pod) {
				break // What it serves, it serves itself.
			}
			for _, port := range container.Ports {
				if port.Protocol == corev1.ProtocolTCP || port.Protocol == "" {
					ports = append(ports, port.ContainerPort)
				}
			}
		}
		if pod.Spec.HostNetwork {
			hostPorts[pod.Status.PodIP] = append(hostPorts[pod.Status.PodIP], ports...)
			continue
		}
		living[pod.Status.PodIP] = true
		if pod.Status.Phase == corev1.PodRunning {
			w.addresses.hold(pod.Status.PodIP, pod.Namespace+"/"+pod.Name, ports)
		}
	}
	for id, node := range nodes {
		if machine, alive := machines[id]; alive {
			living[machine.Address] = true
			ports := hostPorts[machine.Address]
			slices.Sort(ports)
			w.addresses.hold(machine.Address, fmt.Sprint(node.Name, ports), slices.Compact(ports))
			w.addresses.kubelet(machine.Address, w.identity)
		}
	}
	for ip := range w.addresses.held {
		if !living[ip] {
			w.addresses.release(ip)
		}
	}
	w.containers.forget(known)
	for uid, ip := range w.given {
		if present[uid] {
			continue
		}
		if err := w.feed.give(ctx, ip); err != nil {
			log.Printf("give back %s: %v", ip, err)
		}
		delete(w.given, uid)
	}
}
