#!/usr/bin/env bash
# The guide's procedure as a runbook of aws CLI and kubectl calls: what an operator types without Perigee. No checks, no
# canary, no recovery. Needs CLUSTER and the usual AWS and Kubernetes environment.
set -euo pipefail
export AWS_PAGER=

query() { aws "$@" --output text; }
until_is() { # wanted state, command...
  local wanted=$1; shift
  until [ "$("$@")" = "$wanted" ]; do sleep 0.5; done
}

group=$(query eks list-nodegroups --cluster-name "$CLUSTER" --query 'nodegroups[0]')
vpc=$(query eks describe-cluster --name "$CLUSTER" --query cluster.resourcesVpcConfig.vpcId)
subnets=$(query eks describe-nodegroup --cluster-name "$CLUSTER" --nodegroup-name "$group" --query nodegroup.subnets)
role=$(query eks describe-nodegroup --cluster-name "$CLUSTER" --nodegroup-name "$group" --query nodegroup.nodeRole)

query ec2 associate-vpc-cidr-block --vpc-id "$vpc" --cidr-block 100.64.0.0/16 >/dev/null
until_is associated query ec2 describe-vpcs --vpc-ids "$vpc" --query \
  "Vpcs[0].CidrBlockAssociationSet[?CidrBlock=='100.64.0.0/16'].CidrBlockState.State | [0]"

number=1
eniconfigs=
for node_subnet in $subnets; do
  zone=$(query ec2 describe-subnets --subnet-ids "$node_subnet" --query 'Subnets[0].AvailabilityZone')
  subnet=$(query ec2 create-subnet --vpc-id "$vpc" --cidr-block "100.64.$number.0/24" --availability-zone "$zone" \
    --query Subnet.SubnetId)
  table=$(query ec2 describe-route-tables --filters "Name=association.subnet-id,Values=$node_subnet" \
    --query 'RouteTables[0].RouteTableId')
  query ec2 associate-route-table --route-table-id "$table" --subnet-id "$subnet" >/dev/null
  eniconfigs+=$(printf -- '---\napiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: {name: %s}\nspec: {subnet: %s}' \
    "$zone" "$subnet")$'\n'
  number=$((number + 1))
done

kubectl describe daemonset aws-node -n kube-system | grep Image
kubectl apply -f - <<<"$eniconfigs"
kubectl set env daemonset aws-node -n kube-system AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=true \
  ENI_CONFIG_LABEL_DEF=topology.kubernetes.io/zone
kubectl rollout status daemonset aws-node -n kube-system

old=$(kubectl get nodes -l "eks.amazonaws.com/nodegroup=$group" -o name)
# shellcheck disable=SC2086
query eks create-nodegroup --cluster-name "$CLUSTER" --nodegroup-name "$group-pods" --subnets $subnets \
  --node-role "$role" --instance-types m5.large --scaling-config minSize=3,maxSize=6,desiredSize=3 >/dev/null
until_is 3 sh -c "kubectl get nodes -l eks.amazonaws.com/nodegroup=$group-pods --no-headers | grep -cw Ready || true"
# shellcheck disable=SC2086
kubectl cordon $old
# shellcheck disable=SC2086
kubectl drain $old --ignore-daemonsets --delete-emptydir-data
query eks delete-nodegroup --cluster-name "$CLUSTER" --nodegroup-name "$group" >/dev/null
kubectl get pods -A -o wide
