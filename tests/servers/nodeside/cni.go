package main

import (
	"context"
	"os"
	"strconv"

	"github.com/aws/amazon-vpc-cni-k8s/pkg/apis/crd/v1alpha1"
	"github.com/aws/amazon-vpc-cni-k8s/pkg/eniconfig"
	"github.com/aws/amazon-vpc-cni-k8s/pkg/vpc"
	corev1 "k8s.io/api/core/v1"
)

// cniSettings are the variables of the container aws-node that matter here.
type cniSettings struct {
	custom   bool
	prefixes bool
	maxENI   int
	label    string
	note     string
}

func settingsOf(spec *corev1.PodSpec) cniSettings {
	settings := cniSettings{}
	for _, container := range spec.Containers {
		if container.Name != "aws-node" {
			continue
		}
		for _, variable := range container.Env {
			switch variable.Name {
			case "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":
				settings.custom, _ = strconv.ParseBool(variable.Value)
			case "ENABLE_PREFIX_DELEGATION":
				settings.prefixes, _ = strconv.ParseBool(variable.Value)
			case "MAX_ENI":
				settings.maxENI, _ = strconv.Atoi(variable.Value)
			case "ENI_CONFIG_LABEL_DEF":
				settings.label = variable.Value
			case "ENI_CONFIG_ANNOTATION_DEF":
				settings.note = variable.Value
			}
		}
	}
	return settings
}

// eniConfigOf asks Amazon's code, which reads a node's name and the label's and
// annotation's names from the environment as it does inside aws-node. Only the
// one goroutine of reconcile comes here, so the environment is ours to change.
func (w *world) eniConfigOf(ctx context.Context, node string, settings cniSettings) (*v1alpha1.ENIConfigSpec, error) {
	os.Setenv("MY_NODE_NAME", node)
	for name, value := range map[string]string{
		"ENI_CONFIG_LABEL_DEF":      settings.label,
		"ENI_CONFIG_ANNOTATION_DEF": settings.note,
	} {
		if value == "" {
			os.Unsetenv(name)
		} else {
			os.Setenv(name, value)
		}
	}
	return eniconfig.MyENIConfig(ctx, w.direct)
}

// maxPods is the number of pods that a node announces: the formula of EKS over
// Amazon's table of instance limits, the smallest of a group's types counting.
func maxPods(machine instance, settings cniSettings) int {
	if machine.MaxPods > 0 {
		return machine.MaxPods
	}
	if machine.CustomImage || !machine.Managed {
		// Nobody computes it for these: the boot script's default formula.
		settings = cniSettings{}
	}
	types := machine.GroupTypes
	if len(types) == 0 {
		types = []string{machine.Type}
	}
	smallest := 0
	for _, name := range types {
		limits, known := vpc.GetInstance(name)
		if !known {
			continue
		}
		if pods := podsFor(limits, machine.VCPUs, settings); smallest == 0 || pods < smallest {
			smallest = pods
		}
	}
	if smallest == 0 {
		return 110
	}
	return smallest
}

func podsFor(limits vpc.InstanceTypeLimits, vcpus int, settings cniSettings) int {
	interfaces, each := limits.ENILimit, limits.IPv4Limit-1
	for _, card := range limits.NetworkCards {
		if int(card.NetworkCardIndex) == limits.DefaultNetworkCardIndex {
			interfaces = int(card.MaximumNetworkInterfaces)
		}
	}
	if settings.maxENI > 0 && settings.maxENI < interfaces {
		interfaces = settings.maxENI
	}
	if settings.custom {
		interfaces--
	}
	ceiling := 110
	if vcpus > 30 {
		ceiling = 250
	}
	if settings.prefixes {
		each *= 16
	}
	return min(interfaces*each+2, ceiling)
}
