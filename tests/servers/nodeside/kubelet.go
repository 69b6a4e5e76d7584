package main

// What a kubelet reports beyond the stages of kwok: which pod has ended, and that one runs on after an outage.

import (
	"context"
	"fmt"
	"log"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// endPod is the kubelet's last word on a pod: its containers are gone. It names
// the UID as a kubelet does, since the next pod may bear the same name by now.
func (w *world) endPod(ctx context.Context, pod *corev1.Pod) error {
	now := int64(0)
	return ignoreMissing(w.kube.CoreV1().Pods(pod.Namespace).Delete(ctx, pod.Name,
		metav1.DeleteOptions{GracePeriodSeconds: &now, Preconditions: &metav1.Preconditions{UID: &pod.UID}}))
}

func isReady(node *corev1.Node) bool {
	for _, condition := range node.Status.Conditions {
		if condition.Type == corev1.NodeReady {
			return condition.Status == corev1.ConditionTrue
		}
	}
	return false
}

// lostReadiness tells a pod that runs, and that the control plane has called
// unready because it had not heard of its node for a while.
func lostReadiness(pod *corev1.Pod) bool {
	for _, condition := range pod.Status.Conditions {
		if condition.Type == corev1.PodReady {
			return condition.Status == corev1.ConditionFalse && condition.Reason == "" &&
				pod.Status.Phase == corev1.PodRunning
		}
	}
	return false
}

// readyAgain is what a kubelet reports of such a pod as soon as it is heard.
func (w *world) readyAgain(ctx context.Context, pod *corev1.Pod) error {
	log.Printf("pod %s/%s is ready again", pod.Namespace, pod.Name)
	patch := fmt.Sprintf(`{"metadata":{"uid":%q},"status":{"conditions":[{"type":"Ready","status":"True"}]}}`, pod.UID)
	_, err := w.kube.CoreV1().Pods(pod.Namespace).Patch(ctx, pod.Name, types.StrategicMergePatchType, []byte(patch),
		metav1.PatchOptions{}, "status")
	return ignoreMissing(err)
}
