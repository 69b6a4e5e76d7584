-- luacheck: ignore 631
-- Auto Scaling: facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (autoscaling/2011-01-01, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service autoscaling protocol=query version=2011-01-01 prefix=autoscaling signing=autoscaling id=Auto_Scaling
host aws-us-gov fips autoscaling.{region}.amazonaws.com
operation CompleteLifecycleAction POST / CompleteLifecycleActionType CompleteLifecycleActionAnswer write
 wrapper=CompleteLifecycleActionResult
operation CreateOrUpdateTags POST / CreateOrUpdateTagsType - write
operation DescribeAutoScalingGroups POST / AutoScalingGroupNamesType AutoScalingGroupsType read
 wrapper=DescribeAutoScalingGroupsResult
operation DescribeAutoScalingInstances POST / DescribeAutoScalingInstancesType AutoScalingInstancesType read
 wrapper=DescribeAutoScalingInstancesResult
operation DescribeLifecycleHooks POST / DescribeLifecycleHooksType DescribeLifecycleHooksAnswer read
 wrapper=DescribeLifecycleHooksResult
operation DescribeScalingActivities POST / DescribeScalingActivitiesType ActivitiesType read
 wrapper=DescribeScalingActivitiesResult
operation ResumeProcesses POST / ScalingProcessQuery - write
operation SetInstanceProtection POST / SetInstanceProtectionQuery SetInstanceProtectionAnswer write
 wrapper=SetInstanceProtectionResult
operation SuspendProcesses POST / ScalingProcessQuery - write
operation TerminateInstanceInAutoScalingGroup POST / TerminateInstanceInAutoScalingGroupType ActivityType write
 wrapper=TerminateInstanceInAutoScalingGroupResult
operation UpdateAutoScalingGroup POST / UpdateAutoScalingGroupType - write
page DescribeAutoScalingGroups in=NextToken out=NextToken items=AutoScalingGroups limit=MaxRecords
page DescribeAutoScalingInstances in=NextToken out=NextToken items=AutoScalingInstances limit=MaxRecords
page DescribeScalingActivities in=NextToken out=NextToken items=Activities limit=MaxRecords
error AlreadyExists 400 named=AlreadyExistsFault
error InvalidNextToken 400
error LimitExceeded 400 named=LimitExceededFault
error ResourceContention 500 named=ResourceContentionFault
error ResourceInUse 400 named=ResourceInUseFault
error ScalingActivityInProgress 400 named=ScalingActivityInProgressFault
error ServiceLinkedRoleFailure 500
shape AcceleratorCountRequest struct Min:.int Max:.int
shape AcceleratorManufacturer enum nvidia amd amazon-web-services xilinx
shape AcceleratorManufacturers list AcceleratorManufacturer
shape AcceleratorName enum a100 v100 k80 t4 m60 radeon-pro-v520 vu9p
shape AcceleratorNames list AcceleratorName
shape AcceleratorTotalMemoryMiBRequest struct Min:.int Max:.int
shape AcceleratorType enum gpu fpga inference
shape AcceleratorTypes list AcceleratorType
shape Activities list Activity
shape ActivitiesType struct Activities!+:Activities NextToken:.str
shape Activity struct ActivityId!:.str AutoScalingGroupName!:.str Description:.str Cause!:.str StartTime!:.time
 EndTime:.time StatusCode!:ScalingActivityStatusCode StatusMessage:.str Progress:.int Details:.str
 AutoScalingGroupState:.str AutoScalingGroupARN:.str
shape ActivityIds list .str
shape ActivityType struct Activity:Activity Activities+:Activities
shape AllowedInstanceTypes list .str
shape AutoScalingGroup struct AutoScalingGroupName!:.str AutoScalingGroupARN:.str LaunchConfigurationName:.str
 LaunchTemplate:LaunchTemplateSpecification MixedInstancesPolicy:MixedInstancesPolicy MinSize!:.int MaxSize!:.int
 DesiredCapacity!:.int PredictedCapacity:.int DefaultCooldown!:.int AvailabilityZones!+:AvailabilityZones
 AvailabilityZoneIds+:AvailabilityZoneIds LoadBalancerNames+:LoadBalancerNames TargetGroupARNs+:TargetGroupARNs
 HealthCheckType!:.str HealthCheckGracePeriod:.int Instances+:Instances CreatedTime!:.time
 SuspendedProcesses+:SuspendedProcesses PlacementGroup:.str VPCZoneIdentifier:.str EnabledMetrics+:EnabledMetrics
 Status:.str Tags+:TagDescriptionList TerminationPolicies+:TerminationPolicies
 NewInstancesProtectedFromScaleIn:.bool ServiceLinkedRoleARN:.str MaxInstanceLifetime:.int CapacityRebalance:.bool
 WarmPoolConfiguration:WarmPoolConfiguration WarmPoolSize:.int Context:.str DesiredCapacityType:.str
 DefaultInstanceWarmup:.int TrafficSources+:TrafficSources InstanceMaintenancePolicy:InstanceMaintenancePolicy
 DeletionProtection:DeletionProtection AvailabilityZoneDistribution:AvailabilityZoneDistribution
 AvailabilityZoneImpairmentPolicy:AvailabilityZoneImpairmentPolicy
 CapacityReservationSpecification:CapacityReservationSpecification InstanceLifecyclePolicy:InstanceLifecyclePolicy
 Operator:Operator
shape AutoScalingGroupNames list .str
shape AutoScalingGroupNamesType struct AutoScalingGroupNames+:AutoScalingGroupNames IncludeInstances:.bool
 IncludeManagedResources:.bool NextToken:.str MaxRecords:.int Filters+:Filters
shape AutoScalingGroups list AutoScalingGroup
shape AutoScalingGroupsType struct AutoScalingGroups!+:AutoScalingGroups NextToken:.str
shape AutoScalingInstanceDetails struct InstanceId!:.str InstanceType:.str AutoScalingGroupName!:.str
 AvailabilityZone!:.str AvailabilityZoneId:.str LifecycleState!:.str HealthStatus!:.str LaunchConfigurationName:.str
 LaunchTemplate:LaunchTemplateSpecification ImageId:.str ProtectedFromScaleIn!:.bool WeightedCapacity:.str
shape AutoScalingInstances list AutoScalingInstanceDetails
shape AutoScalingInstancesType struct AutoScalingInstances+:AutoScalingInstances NextToken:.str
shape AvailabilityZoneDistribution struct CapacityDistributionStrategy:CapacityDistributionStrategy
shape AvailabilityZoneIds list .str
shape AvailabilityZoneImpairmentPolicy struct ZonalShiftEnabled:.bool
 ImpairedZoneHealthCheckBehavior:ImpairedZoneHealthCheckBehavior
shape AvailabilityZones list .str
shape BareMetal enum included excluded required
shape BaselineEbsBandwidthMbpsRequest struct Min:.int Max:.int
shape BaselinePerformanceFactorsRequest struct Cpu:CpuPerformanceFactorRequest
shape BurstablePerformance enum included excluded required
shape CapacityDistributionStrategy enum balanced-only balanced-best-effort reservations-then-balanced
shape CapacityReservationIds list .str
shape CapacityReservationPreference enum capacity-reservations-only capacity-reservations-first none default
shape CapacityReservationResourceGroupArns list .str
shape CapacityReservationSpecification struct CapacityReservationPreference:CapacityReservationPreference
 CapacityReservationTarget:CapacityReservationTarget
shape CapacityReservationTarget struct CapacityReservationIds+:CapacityReservationIds
 CapacityReservationResourceGroupArns+:CapacityReservationResourceGroupArns
shape CompleteLifecycleActionAnswer struct
shape CompleteLifecycleActionType struct LifecycleHookName!:.str AutoScalingGroupName!:.str
 LifecycleActionToken:.str LifecycleActionResult!:.str InstanceId:.str
shape CpuManufacturer enum intel amd amazon-web-services apple
shape CpuManufacturers list CpuManufacturer
shape CpuPerformanceFactorRequest struct Reference=References+:PerformanceFactorReferenceSetRequest
shape CreateOrUpdateTagsType struct Tags!+:Tags
shape DeletionProtection enum none prevent-force-deletion prevent-all-deletion
shape DescribeAutoScalingInstancesType struct InstanceIds+:InstanceIds IncludeManagedResources:.bool MaxRecords:.int
 NextToken:.str
shape DescribeLifecycleHooksAnswer struct LifecycleHooks+:LifecycleHooks
shape DescribeLifecycleHooksType struct AutoScalingGroupName!:.str LifecycleHookNames+:LifecycleHookNames
shape DescribeScalingActivitiesType struct ActivityIds+:ActivityIds AutoScalingGroupName:.str
 IncludeDeletedGroups:.bool IncludeManagedResources:.bool MaxRecords:.int NextToken:.str Filters+:Filters
shape DistributionSegment struct TargetCapacityTypes+:TargetCapacityTypes
shape DistributionSegments list DistributionSegment
shape EnabledMetric struct Metric:.str Granularity:.str
shape EnabledMetrics list EnabledMetric
shape ExcludedInstanceTypes list .str
shape Filter struct Name:.str Values+:Values
shape Filters list Filter
shape ImpairedZoneHealthCheckBehavior enum ReplaceUnhealthy IgnoreUnhealthy
shape Instance struct InstanceId!:.str InstanceType:.str AvailabilityZone!:.str AvailabilityZoneId:.str
 LifecycleState!:LifecycleState HealthStatus!:.str LaunchConfigurationName:.str
 LaunchTemplate:LaunchTemplateSpecification ImageId:.str ProtectedFromScaleIn!:.bool WeightedCapacity:.str
shape InstanceGeneration enum current previous
shape InstanceGenerations list InstanceGeneration
shape InstanceIds list .str
shape InstanceLifecyclePolicy struct RetentionTriggers:RetentionTriggers
shape InstanceMaintenancePolicy struct MinHealthyPercentage:.int MaxHealthyPercentage:.int
shape InstanceRequirements struct VCpuCount!:VCpuCountRequest MemoryMiB!:MemoryMiBRequest
 CpuManufacturers+:CpuManufacturers MemoryGiBPerVCpu:MemoryGiBPerVCpuRequest
 ExcludedInstanceTypes+:ExcludedInstanceTypes InstanceGenerations+:InstanceGenerations
 SpotMaxPricePercentageOverLowestPrice:.int MaxSpotPriceAsPercentageOfOptimalOnDemandPrice:.int
 OnDemandMaxPricePercentageOverLowestPrice:.int BareMetal:BareMetal BurstablePerformance:BurstablePerformance
 RequireHibernateSupport:.bool NetworkInterfaceCount:NetworkInterfaceCountRequest LocalStorage:LocalStorage
 LocalStorageTypes+:LocalStorageTypes TotalLocalStorageGB:TotalLocalStorageGBRequest
 BaselineEbsBandwidthMbps:BaselineEbsBandwidthMbpsRequest AcceleratorTypes+:AcceleratorTypes
 AcceleratorCount:AcceleratorCountRequest AcceleratorManufacturers+:AcceleratorManufacturers
 AcceleratorNames+:AcceleratorNames AcceleratorTotalMemoryMiB:AcceleratorTotalMemoryMiBRequest
 NetworkBandwidthGbps:NetworkBandwidthGbpsRequest AllowedInstanceTypes+:AllowedInstanceTypes
 BaselinePerformanceFactors:BaselinePerformanceFactorsRequest
shape InstanceReusePolicy struct ReuseOnScaleIn:.bool
shape Instances list Instance
shape InstancesDistribution struct OnDemandAllocationStrategy:.str OnDemandBaseCapacity:.int
 OnDemandPercentageAboveBaseCapacity:.int SpotAllocationStrategy:.str SpotInstancePools:.int SpotMaxPrice:.str
 DistributionSegments+:DistributionSegments
shape LaunchTemplate struct LaunchTemplateSpecification:LaunchTemplateSpecification Overrides+:Overrides
shape LaunchTemplateOverrides struct InstanceType:.str WeightedCapacity:.str
 LaunchTemplateSpecification:LaunchTemplateSpecification InstanceRequirements:InstanceRequirements ImageId:.str
shape LaunchTemplateSpecification struct LaunchTemplateId:.str LaunchTemplateName:.str Version:.str
shape LifecycleHook struct LifecycleHookName:.str AutoScalingGroupName:.str LifecycleTransition:.str
 NotificationTargetARN:.str RoleARN:.str NotificationMetadata:.str HeartbeatTimeout:.int GlobalTimeout:.int
 DefaultResult:.str
shape LifecycleHookNames list .str
shape LifecycleHooks list LifecycleHook
shape LifecycleState enum Pending Pending:Wait Pending:Proceed Quarantined InService Terminating Terminating:Wait
 Terminating:Proceed Terminating:Retained Terminated Detaching Detached EnteringStandby Standby ReplacingRootVolume
 ReplacingRootVolume:Wait ReplacingRootVolume:Proceed RootVolumeReplaced Warmed:Pending Warmed:Pending:Wait
 Warmed:Pending:Proceed Warmed:Pending:Retained Warmed:Terminating Warmed:Terminating:Wait
 Warmed:Terminating:Proceed Warmed:Terminating:Retained Warmed:Terminated Warmed:Stopped Warmed:Running
 Warmed:Hibernated
shape LoadBalancerNames list .str
shape LocalStorage enum included excluded required
shape LocalStorageType enum hdd ssd
shape LocalStorageTypes list LocalStorageType
shape MemoryGiBPerVCpuRequest struct Min:.double Max:.double
shape MemoryMiBRequest struct Min!:.int Max:.int
shape MixedInstancesPolicy struct LaunchTemplate:LaunchTemplate InstancesDistribution:InstancesDistribution
shape NetworkBandwidthGbpsRequest struct Min:.double Max:.double
shape NetworkInterfaceCountRequest struct Min:.int Max:.int
shape Operator struct Principal!:.str
shape Overrides list LaunchTemplateOverrides
shape PerformanceFactorReferenceRequest struct InstanceFamily:.str
shape PerformanceFactorReferenceSetRequest list PerformanceFactorReferenceRequest=item
shape ProcessNames list .str
shape RetentionAction enum retain terminate
shape RetentionTriggers struct TerminateHookAbandon:RetentionAction
shape ScalingActivityStatusCode enum PendingSpotBidPlacement WaitingForSpotInstanceRequestId
 WaitingForSpotInstanceId WaitingForInstanceId PreInService InProgress WaitingForELBConnectionDraining
 MidLifecycleAction WaitingForInstanceWarmup Successful Failed Cancelled WaitingForConnectionDraining
 WaitingForInPlaceUpdateToStart WaitingForInPlaceUpdateToFinalize InPlaceUpdateInProgress
shape ScalingProcessQuery struct AutoScalingGroupName!:.str ScalingProcesses+:ProcessNames
shape SetInstanceProtectionAnswer struct
shape SetInstanceProtectionQuery struct InstanceIds!+:InstanceIds AutoScalingGroupName!:.str
 ProtectedFromScaleIn!:.bool
shape SuspendedProcess struct ProcessName:.str SuspensionReason:.str
shape SuspendedProcesses list SuspendedProcess
shape Tag struct ResourceId:.str ResourceType:.str Key!:.str Value:.str PropagateAtLaunch:.bool
shape TagDescription struct ResourceId:.str ResourceType:.str Key:.str Value:.str PropagateAtLaunch:.bool
shape TagDescriptionList list TagDescription
shape Tags list Tag
shape TargetCapacityType enum on-demand-capacity-reservation capacity-block interruptible-capacity-reservation
 on-demand
shape TargetCapacityTypes list TargetCapacityType
shape TargetGroupARNs list .str
shape TerminateInstanceInAutoScalingGroupType struct InstanceId:.str InstanceIds+:TerminationInstanceIds
 AutoScalingGroupName:.str ShouldDecrementDesiredCapacity!:.bool
shape TerminationInstanceIds list .str
shape TerminationPolicies list .str
shape TotalLocalStorageGBRequest struct Min:.double Max:.double
shape TrafficSourceIdentifier struct Identifier!:.str Type:.str
shape TrafficSources list TrafficSourceIdentifier
shape UpdateAutoScalingGroupType struct AutoScalingGroupName!:.str LaunchConfigurationName:.str
 LaunchTemplate:LaunchTemplateSpecification MixedInstancesPolicy:MixedInstancesPolicy MinSize:.int MaxSize:.int
 DesiredCapacity:.int DefaultCooldown:.int AvailabilityZones+:AvailabilityZones
 AvailabilityZoneIds+:AvailabilityZoneIds HealthCheckType:.str HealthCheckGracePeriod:.int PlacementGroup:.str
 VPCZoneIdentifier:.str TerminationPolicies+:TerminationPolicies NewInstancesProtectedFromScaleIn:.bool
 ServiceLinkedRoleARN:.str MaxInstanceLifetime:.int CapacityRebalance:.bool Context:.str DesiredCapacityType:.str
 DefaultInstanceWarmup:.int InstanceMaintenancePolicy:InstanceMaintenancePolicy
 AvailabilityZoneDistribution:AvailabilityZoneDistribution
 AvailabilityZoneImpairmentPolicy:AvailabilityZoneImpairmentPolicy SkipZonalShiftValidation:.bool
 CapacityReservationSpecification:CapacityReservationSpecification InstanceLifecyclePolicy:InstanceLifecyclePolicy
 DeletionProtection:DeletionProtection
shape VCpuCountRequest struct Min!:.int Max:.int
shape Values list .str
shape WarmPoolConfiguration struct MaxGroupPreparedCapacity:.int MinSize:.int PoolState:WarmPoolState
 Status:WarmPoolStatus InstanceReusePolicy:InstanceReusePolicy
shape WarmPoolState enum Stopped Running Hibernated
shape WarmPoolStatus enum PendingDelete
]==]
