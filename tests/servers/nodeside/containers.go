package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// containers are the ones that really run: those of pods that bring a command.
// There is no runtime and no registry, so an image is one of four: busybox (a
// root of this machine's busybox), alpine (the same without httpd, as it is),
// pause (one without any program), or unknown, which cannot be pulled. The network is the world's own, as far as the pod's
// address goes; processes, files and the name server are the container's.
type containers struct {
	folder  string
	plan    containerPlan
	service *service
	started map[types.UID]*container
}

// containerPlan is the section `containers` of a scenario.
type containerPlan struct {
	DNS        bool     `json:"dns"`
	APIServer  bool     `json:"api_server"`
	Unpullable []string `json:"unpullable"`
}

type container struct {
	root    string
	mounts  []string
	process *exec.Cmd
	done    chan struct{}
	phase   corev1.PodPhase
	state   corev1.ContainerState
	news    bool
}

func newContainers(folder string, plan containerPlan, service *service) *containers {
	return &containers{folder: folder, plan: plan, service: service, started: map[types.UID]*container{}}
}

// mine tells whether a pod's container is run here.
func (c *containers) mine(pod *corev1.Pod) bool {
	return len(pod.Spec.Containers) == 1 && len(pod.Spec.Containers[0].Command) > 0 && !pod.Spec.HostNetwork
}

// attend starts the container of a pod that has its address, and sees whether
// it has ended; nil when there is nothing to tell of it.
func (c *containers) attend(pod *corev1.Pod, host string) *container {
	known := c.started[pod.UID]
	if known == nil {
		if pod.Status.Phase != corev1.PodPending {
			return nil
		}
		known = &container{done: make(chan struct{}), phase: corev1.PodRunning, news: true}
		c.started[pod.UID] = known
		known.state = c.start(pod, known, host)
		if known.state.Terminated != nil {
			known.phase = corev1.PodFailed
		} else if known.state.Waiting != nil {
			known.phase = corev1.PodPending
		}
	} else if known.process != nil && known.state.Running != nil {
		select {
		case <-known.done:
			known.phase, known.state = known.end(pod)
			known.news = true
		default:
		}
	}
	if !known.news {
		return nil
	}
	return known
}

// end is what a kubelet makes of a process that has ended.
func (k *container) end(pod *corev1.Pod) (corev1.PodPhase, corev1.ContainerState) {
	code, phase, reason := k.process.ProcessState.ExitCode(), corev1.PodSucceeded, "Completed"
	if code != 0 {
		phase, reason = corev1.PodFailed, "Error"
	}
	message, err := os.ReadFile(filepath.Join(k.root, "dev/termination-log"))
	if err != nil {
		log.Printf("pod %s/%s: %v", pod.Namespace, pod.Name, err)
	}
	log.Printf("pod %s/%s ended with %d: %s", pod.Namespace, pod.Name, code, strings.TrimSpace(string(message)))
	return phase, corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{
		ExitCode: int32(code), Reason: reason, Message: string(message), FinishedAt: metav1.Now()}}
}

func (c *containers) start(pod *corev1.Pod, known *container, host string) corev1.ContainerState {
	spec := pod.Spec.Containers[0]
	name := spec.Image[strings.LastIndex(spec.Image, "/")+1:]
	name, _, _ = strings.Cut(name, ":")
	pullable := name == "busybox" || name == "alpine" || name == "pause"
	for _, prefix := range c.plan.Unpullable {
		pullable = pullable && !strings.HasPrefix(spec.Image, prefix)
	}
	if !pullable {
		return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ImagePullBackOff",
			Message: fmt.Sprintf("Back-off pulling image %q: dial tcp: i/o timeout", spec.Image)}}
	}
	err := c.build(pod, known, name)
	if err == nil {
		err = c.run(pod, known, host)
	}
	if err != nil {
		log.Printf("pod %s/%s: %v", pod.Namespace, pod.Name, err)
		c.clear(known)
		return corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: 128, Reason: "StartError",
			Message: fmt.Sprintf("failed to create containerd task: failed to create shim task: OCI runtime create "+
				"failed: exec: %q: %v", spec.Command[0], err), FinishedAt: metav1.Now()}}
	}
	return corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.Now()}}
}

// build makes the root of a container: its image, and what a kubelet adds.
func (c *containers) build(pod *corev1.Pod, known *container, image string) error {
	known.root = filepath.Join(c.folder, string(pod.UID))
	failures := []error{}
	for _, folder := range []string{"bin", "dev", "etc"} {
		failures = append(failures, os.MkdirAll(filepath.Join(known.root, folder), 0o755))
	}
	if image != "pause" {
		failures = append(failures, installBusybox(filepath.Join(known.root, "bin"), image == "alpine"))
	}
	write := func(path, text string, mode os.FileMode) {
		full := filepath.Join(known.root, path)
		failures = append(failures, os.WriteFile(full, []byte(text), 0o644), os.Chmod(full, mode))
	}
	write("etc/resolv.conf", fmt.Sprintf("search %s.svc.cluster.local svc.cluster.local cluster.local\nnameserver %s\n"+
		"options ndots:5\n", pod.Namespace, c.service.nameServer), 0o644)
	write("dev/termination-log", "", 0o666)
	for _, device := range []string{"dev/null", "dev/urandom"} {
		write(device, "", 0o666)
		place := filepath.Join(known.root, device)
		if err := syscall.Mount("/"+device, place, "", syscall.MS_BIND, ""); err != nil {
			failures = append(failures, err)
		} else {
			known.mounts = append(known.mounts, place)
		}
	}
	for _, mount := range pod.Spec.Containers[0].VolumeMounts {
		full := filepath.Join(known.root, mount.MountPath)
		failures = append(failures, os.MkdirAll(full, 0o777), os.Chmod(full, 0o777))
	}
	return errors.Join(failures...)
}

// installBusybox copies this machine's (static) busybox, under all its names;
// Alpine keeps httpd in a package of its own.
func installBusybox(folder string, alpine bool) error {
	program, err := exec.LookPath("busybox")
	if err != nil {
		return err
	}
	if err := exec.Command("cp", program, filepath.Join(folder, "busybox")).Run(); err != nil {
		return err
	}
	names, err := exec.Command(program, "--list").Output()
	if err != nil {
		return err
	}
	for _, name := range strings.Fields(string(names)) {
		if name == "busybox" || alpine && name == "httpd" {
			continue
		}
		if err := os.Symlink("busybox", filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	return nil
}

// run starts the command as process 1 of a PID namespace, under the pod's user.
func (c *containers) run(pod *corev1.Pod, known *container, host string) error {
	spec := pod.Spec.Containers[0]
	program := spec.Command[0]
	if !strings.Contains(program, "/") {
		program = "/bin/" + program
	}
	if _, err := os.Lstat(filepath.Join(known.root, program)); err != nil {
		return errors.New("executable file not found in $PATH")
	}
	attributes := &syscall.SysProcAttr{Chroot: known.root, Cloneflags: syscall.CLONE_NEWPID, Pdeathsig: syscall.SIGKILL}
	if user := pod.Spec.SecurityContext; user != nil && user.RunAsUser != nil && manyUsers() {
		attributes.Credential = &syscall.Credential{Uid: uint32(*user.RunAsUser), Gid: uint32(*user.RunAsUser)}
	}
	process := &exec.Cmd{Path: program, Args: append(append([]string{}, spec.Command...), spec.Args...), Dir: "/",
		Env: c.environment(pod, host), SysProcAttr: attributes}
	if err := process.Start(); err != nil {
		return err
	}
	known.process = process
	go func() {
		_ = process.Wait()
		close(known.done)
	}()
	return nil
}

// manyUsers tells whether there are users beside root here: in the world of
// somebody who is not root there is but one.
func manyUsers() bool {
	text, err := os.ReadFile("/proc/self/uid_map")
	fields := strings.Fields(string(text))
	return err == nil && len(fields) == 3 && len(fields[2]) > 5
}

func (c *containers) environment(pod *corev1.Pod, host string) []string {
	list := []string{"PATH=/bin", "HOSTNAME=" + pod.Name, "KUBERNETES_SERVICE_HOST=" + c.service.address,
		"KUBERNETES_SERVICE_PORT=443"}
	fields := map[string]string{"status.podIP": pod.Status.PodIP, "status.hostIP": host, "metadata.uid": string(pod.UID),
		"metadata.name": pod.Name, "metadata.namespace": pod.Namespace}
	for _, variable := range pod.Spec.Containers[0].Env {
		value := variable.Value
		if from := variable.ValueFrom; from != nil && from.FieldRef != nil {
			value = fields[from.FieldRef.FieldPath]
		}
		list = append(list, variable.Name+"="+value)
	}
	return list
}

// clear ends a container and takes its root away.
func (c *containers) clear(known *container) {
	if known.process != nil {
		_ = known.process.Process.Kill()
		<-known.done
	}
	for _, mount := range known.mounts {
		_ = syscall.Unmount(mount, syscall.MNT_DETACH)
	}
	if known.root != "" {
		_ = os.RemoveAll(known.root)
	}
	known.root, known.mounts = "", nil
}

// forget clears what belongs to pods that are gone.
func (c *containers) forget(present map[types.UID]bool) {
	for uid, known := range c.started {
		if !present[uid] {
			c.clear(known)
			delete(c.started, uid)
		}
	}
}

// tell writes what a kubelet would into the pod's status.
func (w *world) tell(ctx context.Context, pod *corev1.Pod, known *container) error {
	spec, running := pod.Spec.Containers[0], known.state.Running != nil
	condition := corev1.ConditionFalse
	if running {
		condition = corev1.ConditionTrue
	}
	conditions := []corev1.PodCondition{}
	for _, kind := range []corev1.PodConditionType{corev1.PodReady, corev1.ContainersReady} {
		conditions = append(conditions, corev1.PodCondition{Type: kind, Status: condition, LastTransitionTime: metav1.Now()})
	}
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"uid": pod.UID}, "status": map[string]any{
		"phase": known.phase, "conditions": conditions, "startTime": metav1.Now(),
		"containerStatuses": []corev1.ContainerStatus{{Name: spec.Name, Image: spec.Image, Ready: running,
			Started: &running, State: known.state}}}})
	if err != nil {
		return err
	}
	_, err = w.kube.CoreV1().Pods(pod.Namespace).Patch(ctx, pod.Name, types.StrategicMergePatchType, patch,
		metav1.PatchOptions{}, "status")
	known.news = ignoreMissing(err) != nil
	return ignoreMissing(err)
}
