-- luacheck: ignore 631
-- Amazon Elastic Kubernetes Service: facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (eks/2017-11-01, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service eks protocol=rest-json version=2017-11-01 prefix=eks signing=eks id=EKS
host aws fips fips.eks.{region}.amazonaws.com
host aws-us-gov fips eks.{region}.amazonaws.com
operation CreateAddon POST /clusters/{name}/addons CreateAddonRequest CreateAddonResponse write
 token=clientRequestToken
operation CreateNodegroup POST /clusters/{name}/node-groups CreateNodegroupRequest CreateNodegroupResponse write
 token=clientRequestToken
operation DeleteNodegroup DELETE /clusters/{name}/node-groups/{nodegroupName} DeleteNodegroupRequest
 DeleteNodegroupResponse write
operation DescribeAddon GET /clusters/{name}/addons/{addonName} DescribeAddonRequest DescribeAddonResponse read
operation DescribeAddonConfiguration GET /addons/configuration-schemas DescribeAddonConfigurationRequest
 DescribeAddonConfigurationResponse read
operation DescribeAddonVersions GET /addons/supported-versions DescribeAddonVersionsRequest
 DescribeAddonVersionsResponse read
operation DescribeCluster GET /clusters/{name} DescribeClusterRequest DescribeClusterResponse read
operation DescribeFargateProfile GET /clusters/{name}/fargate-profiles/{fargateProfileName}
 DescribeFargateProfileRequest DescribeFargateProfileResponse read
operation DescribeNodegroup GET /clusters/{name}/node-groups/{nodegroupName} DescribeNodegroupRequest
 DescribeNodegroupResponse read
operation DescribeUpdate GET /clusters/{name}/updates/{updateId} DescribeUpdateRequest DescribeUpdateResponse read
operation ListAddons GET /clusters/{name}/addons ListAddonsRequest ListAddonsResponse read
operation ListClusters GET /clusters ListClustersRequest ListClustersResponse read
operation ListFargateProfiles GET /clusters/{name}/fargate-profiles ListFargateProfilesRequest
 ListFargateProfilesResponse read
operation ListNodegroups GET /clusters/{name}/node-groups ListNodegroupsRequest ListNodegroupsResponse read
operation ListUpdates GET /clusters/{name}/updates ListUpdatesRequest ListUpdatesResponse read
operation TagResource POST /tags/{resourceArn} TagResourceRequest TagResourceResponse write
operation UntagResource DELETE /tags/{resourceArn} UntagResourceRequest UntagResourceResponse write
operation UpdateAddon POST /clusters/{name}/addons/{addonName}/update UpdateAddonRequest UpdateAddonResponse write
 token=clientRequestToken
operation UpdateNodegroupConfig POST /clusters/{name}/node-groups/{nodegroupName}/update-config
 UpdateNodegroupConfigRequest UpdateNodegroupConfigResponse write token=clientRequestToken
operation UpdateNodegroupVersion POST /clusters/{name}/node-groups/{nodegroupName}/update-version
 UpdateNodegroupVersionRequest UpdateNodegroupVersionResponse write token=clientRequestToken
page DescribeAddonVersions in=nextToken out=nextToken items=addons limit=maxResults
page ListAddons in=nextToken out=nextToken items=addons limit=maxResults
page ListClusters in=nextToken out=nextToken items=clusters limit=maxResults
page ListFargateProfiles in=nextToken out=nextToken items=fargateProfileNames limit=maxResults
page ListNodegroups in=nextToken out=nextToken items=nodegroups limit=maxResults
page ListUpdates in=nextToken out=nextToken items=updateIds limit=maxResults
wait AddonActive DescribeAddon 10 60 | failure path CREATE_FAILED addon.status | failure path DEGRADED addon.status
 | success path ACTIVE addon.status
wait AddonDeleted DescribeAddon 10 60 | failure path DELETE_FAILED addon.status | success error
 ResourceNotFoundException -
wait CertificateAuthorityUpdateComplete DescribeUpdate 30 40 | failure path Failed update.status | failure path
 Cancelled update.status | success path Successful update.status
wait ClusterActive DescribeCluster 30 40 | failure path DELETING cluster.status | failure path FAILED cluster.status
 | success path ACTIVE cluster.status
wait ClusterDeleted DescribeCluster 30 40 | failure path ACTIVE cluster.status | failure path CREATING
 cluster.status | failure path PENDING cluster.status | success error ResourceNotFoundException -
wait FargateProfileActive DescribeFargateProfile 10 60 | failure path CREATE_FAILED fargateProfile.status | success
 path ACTIVE fargateProfile.status
wait FargateProfileDeleted DescribeFargateProfile 30 60 | failure path DELETE_FAILED fargateProfile.status | success
 error ResourceNotFoundException -
wait NodegroupActive DescribeNodegroup 30 80 | failure path CREATE_FAILED nodegroup.status | success path ACTIVE
 nodegroup.status
wait NodegroupDeleted DescribeNodegroup 30 40 | failure path DELETE_FAILED nodegroup.status | success error
 ResourceNotFoundException -
error BadRequestException 400
error ClientException 400
error InvalidParameterException 400
error InvalidRequestException 400
error NotFoundException 404
error ResourceInUseException 409
error ResourceLimitExceededException 400
error ResourceNotFoundException 404
error ServerException 500
error ServiceUnavailableException 503
shape AMITypes enum AL2_x86_64 AL2_x86_64_GPU AL2_ARM_64 CUSTOM BOTTLEROCKET_ARM_64 BOTTLEROCKET_x86_64
 BOTTLEROCKET_ARM_64_FIPS BOTTLEROCKET_x86_64_FIPS BOTTLEROCKET_ARM_64_NVIDIA BOTTLEROCKET_x86_64_NVIDIA
 BOTTLEROCKET_ARM_64_NVIDIA_FIPS BOTTLEROCKET_x86_64_NVIDIA_FIPS WINDOWS_CORE_2019_x86_64 WINDOWS_FULL_2019_x86_64
 WINDOWS_CORE_2022_x86_64 WINDOWS_FULL_2022_x86_64 WINDOWS_CORE_2025_x86_64 WINDOWS_FULL_2025_x86_64
 AL2023_x86_64_STANDARD AL2023_ARM_64_STANDARD AL2023_x86_64_NEURON AL2023_x86_64_NVIDIA AL2023_ARM_64_NVIDIA
shape AccessConfigResponse struct bootstrapClusterCreatorAdminPermissions:.bool
 authenticationMode:AuthenticationMode
shape ActiveCertificateAuthority struct id:.str activatedBy:CertificateAuthorityActivatedBy
shape Addon struct addonName:.str clusterName:.str status:AddonStatus addonVersion:.str health:AddonHealth
 addonArn:.str createdAt:.time modifiedAt:.time serviceAccountRoleArn:.str tags:TagMap publisher:.str owner:.str
 marketplaceInformation:MarketplaceInformation configurationValues:.str podIdentityAssociations+:StringList
 namespaceConfig:AddonNamespaceConfigResponse
shape AddonHealth struct issues+:AddonIssueList
shape AddonInfo struct addonName:.str type:.str addonVersions+:AddonVersionInfoList publisher:.str owner:.str
 marketplaceInformation:MarketplaceInformation defaultNamespace:.str
shape AddonIssue struct code:AddonIssueCode message:.str resourceIds+:StringList
shape AddonIssueCode enum AccessDenied InternalFailure ClusterUnreachable InsufficientNumberOfReplicas
 ConfigurationConflict AdmissionRequestDenied UnsupportedAddonModification K8sResourceNotFound
 AddonSubscriptionNeeded AddonPermissionFailure
shape AddonIssueList list AddonIssue
shape AddonNamespaceConfigRequest struct namespace:.str
shape AddonNamespaceConfigResponse struct namespace:.str
shape AddonPodIdentityAssociations struct serviceAccount!:.str roleArn!:.str
shape AddonPodIdentityAssociationsList list AddonPodIdentityAssociations
shape AddonPodIdentityConfiguration struct serviceAccount:.str recommendedManagedPolicies+:StringList
shape AddonPodIdentityConfigurationList list AddonPodIdentityConfiguration
shape AddonStatus enum CREATING ACTIVE CREATE_FAILED UPDATING DELETING DELETE_FAILED DEGRADED UPDATE_FAILED
shape AddonVersionInfo struct addonVersion:.str architecture+:StringList computeTypes+:StringList
 compatibilities+:Compatibilities requiresConfiguration:.bool requiresIamPermissions:.bool
shape AddonVersionInfoList list AddonVersionInfo
shape Addons list AddonInfo
shape AuthenticationMode enum API API_AND_CONFIG_MAP CONFIG_MAP
shape AutoScalingGroup struct name:.str
shape AutoScalingGroupList list AutoScalingGroup
shape BlockStorage struct enabled:.bool
shape Cancellation struct status:CancellationStatus reason:.str
shape CancellationStatus enum InProgress Failed Successful
shape CapacityTypes enum ON_DEMAND SPOT CAPACITY_BLOCK
shape Certificate struct data:.str active:ActiveCertificateAuthority
shape CertificateAuthorityActivatedBy enum EKS CUSTOMER
shape Cluster struct name:.str arn:.str createdAt:.time version:.str endpoint:.str roleArn:.str
 resourcesVpcConfig:VpcConfigResponse kubernetesNetworkConfig:KubernetesNetworkConfigResponse logging:Logging
 identity:Identity status:ClusterStatus certificateAuthority:Certificate clientRequestToken:.str
 platformVersion:.str tags:TagMap encryptionConfig+:EncryptionConfigList connectorConfig:ConnectorConfigResponse
 id:.str health:ClusterHealth outpostConfig:OutpostConfigResponse accessConfig:AccessConfigResponse
 upgradePolicy:UpgradePolicyResponse zonalShiftConfig:ZonalShiftConfigResponse
 remoteNetworkConfig:RemoteNetworkConfigResponse computeConfig:ComputeConfigResponse
 storageConfig:StorageConfigResponse deletionProtection:.bool controlPlaneScalingConfig:ControlPlaneScalingConfig
 kubeApiServerConfig:KubeApiServerConfigResponse kubeSchedulerConfig:KubeSchedulerConfigResponse
 kubeControllerManagerConfig:KubeControllerManagerConfigResponse
shape ClusterHealth struct issues+:ClusterIssueList
shape ClusterIssue struct code:ClusterIssueCode message:.str resourceIds+:StringList
shape ClusterIssueCode enum AccessDenied ClusterUnreachable ConfigurationConflict InternalFailure
 ResourceLimitExceeded ResourceNotFound IamRoleNotFound VpcNotFound InsufficientFreeAddresses
 Ec2ServiceNotSubscribed Ec2SubnetNotFound Ec2SecurityGroupNotFound KmsGrantRevoked KmsKeyNotFound
 KmsKeyMarkedForDeletion KmsKeyDisabled StsRegionalEndpointDisabled UnsupportedVersion Other
shape ClusterIssueList list ClusterIssue
shape ClusterStatus enum CREATING ACTIVE DELETING FAILED UPDATING PENDING
shape Compatibilities list Compatibility
shape Compatibility struct clusterVersion:.str platformVersions+:StringList defaultVersion:.bool
shape ComputeConfigResponse struct enabled:.bool nodePools+:StringList nodeRoleArn:.str
shape ConnectorConfigResponse struct activationId:.str activationCode:.str activationExpiry:.time provider:.str
 roleArn:.str
shape ControlPlaneEgressModeType enum AWS_MANAGED CUSTOMER_ROUTED CUSTOMER_ISOLATED
shape ControlPlanePlacementResponse struct groupName:.str spreadLevel:SpreadLevel
shape ControlPlaneScalingConfig struct tier:ProvisionedControlPlaneTier
shape CrdManagementConfiguration struct managed:.bool
shape CreateAddonRequest struct name=clusterName!:.str@uri addonName!:.str addonVersion:.str
 serviceAccountRoleArn:.str resolveConflicts:ResolveConflicts clientRequestToken*:.str tags:TagMap
 configurationValues:.str podIdentityAssociations+:AddonPodIdentityAssociationsList
 namespaceConfig:AddonNamespaceConfigRequest
shape CreateAddonResponse struct addon:Addon
shape CreateNodegroupRequest struct name=clusterName!:.str@uri nodegroupName!:.str
 scalingConfig:NodegroupScalingConfig diskSize:.int subnets!+:StringList instanceTypes+:StringList amiType:AMITypes
 remoteAccess:RemoteAccessConfig nodeRole!:.str labels:labelsMap taints+:taintsList tags:TagMap
 clientRequestToken*:.str launchTemplate:LaunchTemplateSpecification updateConfig:NodegroupUpdateConfig
 nodeRepairConfig:NodeRepairConfig capacityType:CapacityTypes version:.str releaseVersion:.str
 warmPoolConfig:WarmPoolConfig
shape CreateNodegroupResponse struct nodegroup:Nodegroup
shape DeleteNodegroupRequest struct name=clusterName!:.str@uri nodegroupName=nodegroupName!:.str@uri
shape DeleteNodegroupResponse struct nodegroup:Nodegroup
shape DescribeAddonConfigurationRequest struct addonName=addonName!:.str@query addonVersion=addonVersion!:.str@query
shape DescribeAddonConfigurationResponse struct addonName:.str addonVersion:.str configurationSchema:.str
 podIdentityConfiguration+:AddonPodIdentityConfigurationList
shape DescribeAddonRequest struct name=clusterName!:.str@uri addonName=addonName!:.str@uri
shape DescribeAddonResponse struct addon:Addon
shape DescribeAddonVersionsRequest struct kubernetesVersion=kubernetesVersion:.str@query
 maxResults=maxResults:.int@query nextToken=nextToken:.str@query addonName=addonName:.str@query
 types=types+:StringList@query publishers=publishers+:StringList@query owners=owners+:StringList@query
shape DescribeAddonVersionsResponse struct addons+:Addons nextToken:.str
shape DescribeClusterRequest struct name=name!:.str@uri
shape DescribeClusterResponse struct cluster:Cluster
shape DescribeFargateProfileRequest struct name=clusterName!:.str@uri
 fargateProfileName=fargateProfileName!:.str@uri
shape DescribeFargateProfileResponse struct fargateProfile:FargateProfile
shape DescribeNodegroupRequest struct name=clusterName!:.str@uri nodegroupName=nodegroupName!:.str@uri
shape DescribeNodegroupResponse struct nodegroup:Nodegroup
shape DescribeUpdateRequest struct name=name!:.str@uri updateId=updateId!:.str@uri
 nodegroupName=nodegroupName:.str@query addonName=addonName:.str@query capabilityName=capabilityName:.str@query
shape DescribeUpdateResponse struct update:Update
shape ElasticLoadBalancing struct enabled:.bool gatewayApi:GatewayApiConfiguration
shape EncryptionConfig struct resources+:StringList provider:Provider
shape EncryptionConfigList list EncryptionConfig
shape ErrorCode enum SubnetNotFound SecurityGroupNotFound EniLimitReached IpNotAvailable AccessDenied
 OperationNotPermitted VpcIdNotFound Unknown NodeCreationFailure PodEvictionFailure InsufficientFreeAddresses
 ClusterUnreachable InsufficientNumberOfReplicas ConfigurationConflict AdmissionRequestDenied
 UnsupportedAddonModification K8sResourceNotFound
shape ErrorDetail struct errorCode:ErrorCode errorMessage:.str resourceIds+:StringList
shape ErrorDetails list ErrorDetail
shape EtcdPlacementResponse struct spreadLevel:SpreadLevel
shape FargateProfile struct fargateProfileName:.str fargateProfileArn:.str clusterName:.str createdAt:.time
 podExecutionRoleArn:.str subnets+:StringList selectors+:FargateProfileSelectors status:FargateProfileStatus
 tags:TagMap health:FargateProfileHealth
shape FargateProfileHealth struct issues+:FargateProfileIssueList
shape FargateProfileIssue struct code:FargateProfileIssueCode message:.str resourceIds+:StringList
shape FargateProfileIssueCode enum PodExecutionRoleAlreadyInUse AccessDenied ClusterUnreachable InternalFailure
shape FargateProfileIssueList list FargateProfileIssue
shape FargateProfileLabel map .str .str
shape FargateProfileSelector struct namespace:.str labels:FargateProfileLabel
shape FargateProfileSelectors list FargateProfileSelector
shape FargateProfileStatus enum CREATING ACTIVE DELETING CREATE_FAILED DELETE_FAILED
shape GatewayApiConfiguration struct crds:CrdManagementConfiguration
shape HorizontalPodAutoscalerControllerConfigResponse struct horizontalPodAutoscalerSyncPeriod:.str
shape Identity struct oidc:OIDC
shape IncludeClustersList list .str
shape IpFamily enum ipv4 ipv6
shape Issue struct code:NodegroupIssueCode message:.str resourceIds+:StringList
shape IssueList list Issue
shape KubeApiServerConfigResponse struct eventTtl:.str serviceNodePortRange:ServiceNodePortRange
shape KubeControllerManagerConfigResponse struct podGcControllerConfig:PodGcControllerConfigResponse
 horizontalPodAutoscalerControllerConfig:HorizontalPodAutoscalerControllerConfigResponse
shape KubeSchedulerConfigResponse struct nodeResourcesFit:NodeResourcesFitConfig
shape KubernetesNetworkConfigResponse struct serviceIpv4Cidr:.str serviceIpv6Cidr:.str ipFamily:IpFamily
 elasticLoadBalancing:ElasticLoadBalancing
shape LaunchTemplateSpecification struct name:.str version:.str id:.str
shape ListAddonsRequest struct name=clusterName!:.str@uri maxResults=maxResults:.int@query
 nextToken=nextToken:.str@query
shape ListAddonsResponse struct addons+:StringList nextToken:.str
shape ListClustersRequest struct maxResults=maxResults:.int@query nextToken=nextToken:.str@query
 include=include+:IncludeClustersList@query
shape ListClustersResponse struct clusters+:StringList nextToken:.str
shape ListFargateProfilesRequest struct name=clusterName!:.str@uri maxResults=maxResults:.int@query
 nextToken=nextToken:.str@query
shape ListFargateProfilesResponse struct fargateProfileNames+:StringList nextToken:.str
shape ListNodegroupsRequest struct name=clusterName!:.str@uri maxResults=maxResults:.int@query
 nextToken=nextToken:.str@query
shape ListNodegroupsResponse struct nodegroups+:StringList nextToken:.str
shape ListUpdatesRequest struct name=name!:.str@uri nodegroupName=nodegroupName:.str@query
 addonName=addonName:.str@query capabilityName=capabilityName:.str@query nextToken=nextToken:.str@query
 maxResults=maxResults:.int@query
shape ListUpdatesResponse struct updateIds+:StringList nextToken:.str
shape LogSetup struct types+:LogTypes enabled:.bool
shape LogSetups list LogSetup
shape LogType enum api audit authenticator controllerManager scheduler
shape LogTypes list LogType
shape Logging struct clusterLogging+:LogSetups
shape MarketplaceInformation struct productId:.str productUrl:.str
shape NodeRepairConfig struct enabled:.bool maxUnhealthyNodeThresholdCount:.int
 maxUnhealthyNodeThresholdPercentage:.int maxParallelNodesRepairedCount:.int maxParallelNodesRepairedPercentage:.int
 nodeRepairConfigOverrides+:NodeRepairConfigOverridesList
shape NodeRepairConfigOverrides struct nodeMonitoringCondition:.str nodeUnhealthyReason:.str
 minRepairWaitTimeMins:.int repairAction:RepairAction
shape NodeRepairConfigOverridesList list NodeRepairConfigOverrides
shape NodeResourcesFitConfig struct scoringStrategy:ScoringStrategy
shape Nodegroup struct nodegroupName:.str nodegroupArn:.str clusterName:.str version:.str releaseVersion:.str
 createdAt:.time modifiedAt:.time status:NodegroupStatus capacityType:CapacityTypes
 scalingConfig:NodegroupScalingConfig instanceTypes+:StringList subnets+:StringList remoteAccess:RemoteAccessConfig
 amiType:AMITypes nodeRole:.str labels:labelsMap taints+:taintsList resources:NodegroupResources diskSize:.int
 health:NodegroupHealth updateConfig:NodegroupUpdateConfig nodeRepairConfig:NodeRepairConfig
 launchTemplate:LaunchTemplateSpecification tags:TagMap warmPoolConfig:WarmPoolConfig
shape NodegroupHealth struct issues+:IssueList
shape NodegroupIssueCode enum AutoScalingGroupNotFound AutoScalingGroupInvalidConfiguration Ec2SecurityGroupNotFound
 Ec2SecurityGroupDeletionFailure Ec2LaunchTemplateNotFound Ec2LaunchTemplateVersionMismatch Ec2SubnetNotFound
 Ec2SubnetInvalidConfiguration IamInstanceProfileNotFound Ec2SubnetMissingIpv6Assignment IamLimitExceeded
 IamNodeRoleNotFound NodeCreationFailure AsgInstanceLaunchFailures InstanceLimitExceeded InsufficientFreeAddresses
 AccessDenied InternalFailure ClusterUnreachable AmiIdNotFound AutoScalingGroupOptInRequired
 AutoScalingGroupRateLimitExceeded Ec2LaunchTemplateDeletionFailure Ec2LaunchTemplateInvalidConfiguration
 Ec2LaunchTemplateMaxLimitExceeded Ec2SubnetListTooLong IamThrottling NodeTerminationFailure PodEvictionFailure
 SourceEc2LaunchTemplateNotFound LimitExceeded Unknown AutoScalingGroupInstanceRefreshActive KubernetesLabelInvalid
 Ec2LaunchTemplateVersionMaxLimitExceeded Ec2InstanceTypeDoesNotExist
shape NodegroupResources struct autoScalingGroups+:AutoScalingGroupList remoteAccessSecurityGroup:.str
shape NodegroupScalingConfig struct minSize:.int maxSize:.int desiredSize:.int
shape NodegroupStatus enum CREATING ACTIVE UPDATING DELETING CREATE_FAILED DELETE_FAILED DEGRADED
shape NodegroupUpdateConfig struct maxUnavailable:.int maxUnavailablePercentage:.int
 updateStrategy:NodegroupUpdateStrategies
shape NodegroupUpdateStrategies enum DEFAULT MINIMAL
shape OIDC struct issuer:.str
shape OutpostConfigResponse struct outpostArns!+:StringList controlPlaneInstanceType!:.str
 controlPlanePlacement:ControlPlanePlacementResponse etcdInstanceType:.str etcdPlacement:EtcdPlacementResponse
shape PodGcControllerConfigResponse struct terminatedPodGcThreshold:.int
shape Provider struct keyArn:.str
shape ProvisionedControlPlaneTier enum standard tier-xl tier-2xl tier-4xl tier-8xl
shape RemoteAccessConfig struct ec2SshKey:.str sourceSecurityGroups+:StringList
shape RemoteNetworkConfigResponse struct remoteNodeNetworks+:RemoteNodeNetworkList
 remotePodNetworks+:RemotePodNetworkList
shape RemoteNodeNetwork struct cidrs+:StringList
shape RemoteNodeNetworkList list RemoteNodeNetwork
shape RemotePodNetwork struct cidrs+:StringList
shape RemotePodNetworkList list RemotePodNetwork
shape RepairAction enum Replace Reboot NoAction
shape ResolveConflicts enum OVERWRITE NONE PRESERVE
shape ResourceWeight struct name:.str weight:.int
shape ResourceWeightList list ResourceWeight
shape ScoringStrategy struct type:ScoringStrategyType resources+:ResourceWeightList
shape ScoringStrategyType enum LeastAllocated MostAllocated
shape ServiceNodePortRange struct minPort:.int maxPort:.int
shape SpreadLevel enum host rack
shape StorageConfigResponse struct blockStorage:BlockStorage
shape StringList list .str
shape SupportType enum STANDARD EXTENDED
shape TagKeyList list .str
shape TagMap map .str .str
shape TagResourceRequest struct resourceArn=resourceArn!:.str@uri tags!:TagMap
shape TagResourceResponse struct
shape Taint struct key:.str value:.str effect:TaintEffect
shape TaintEffect enum NO_SCHEDULE NO_EXECUTE PREFER_NO_SCHEDULE
shape UntagResourceRequest struct resourceArn=resourceArn!:.str@uri tagKeys=tagKeys!+:TagKeyList@query
shape UntagResourceResponse struct
shape Update struct id:.str status:UpdateStatus type:UpdateType params+:UpdateParams createdAt:.time
 errors+:ErrorDetails cancellation:Cancellation
shape UpdateAddonRequest struct name=clusterName!:.str@uri addonName=addonName!:.str@uri addonVersion:.str
 serviceAccountRoleArn:.str resolveConflicts:ResolveConflicts clientRequestToken*:.str configurationValues:.str
 podIdentityAssociations+:AddonPodIdentityAssociationsList
shape UpdateAddonResponse struct update:Update
shape UpdateLabelsPayload struct addOrUpdateLabels:labelsMap removeLabels+:labelsKeyList
shape UpdateNodegroupConfigRequest struct name=clusterName!:.str@uri nodegroupName=nodegroupName!:.str@uri
 labels:UpdateLabelsPayload taints:UpdateTaintsPayload scalingConfig:NodegroupScalingConfig
 updateConfig:NodegroupUpdateConfig nodeRepairConfig:NodeRepairConfig warmPoolConfig:WarmPoolConfig
 clientRequestToken*:.str
shape UpdateNodegroupConfigResponse struct update:Update
shape UpdateNodegroupVersionRequest struct name=clusterName!:.str@uri nodegroupName=nodegroupName!:.str@uri
 version:.str releaseVersion:.str launchTemplate:LaunchTemplateSpecification force:.bool clientRequestToken*:.str
shape UpdateNodegroupVersionResponse struct update:Update
shape UpdateParam struct type:UpdateParamType value:.str
shape UpdateParamType enum Version PlatformVersion EndpointPrivateAccess EndpointPublicAccess ClusterLogging
 DesiredSize LabelsToAdd LabelsToRemove TaintsToAdd TaintsToRemove MaxSize MinSize ReleaseVersion PublicAccessCidrs
 LaunchTemplateName LaunchTemplateVersion IdentityProviderConfig EncryptionConfig AddonVersion ServiceAccountRoleArn
 ResolveConflicts MaxUnavailable MaxUnavailablePercentage NodeRepairEnabled UpdateStrategy ConfigurationValues
 SecurityGroups Subnets AuthenticationMode PodIdentityAssociations UpgradePolicy ZonalShiftConfig ComputeConfig
 StorageConfig KubernetesNetworkConfig RemoteNetworkConfig DeletionProtection NodeRepairConfig RoleArn
 RoleMappingsToAddOrUpdate RoleMappingsToRemove NetworkAccess VendedLogs UpdatedTier PreviousTier
 EnableCrossNamespace DisabledServices WarmPoolEnabled WarmPoolMaxGroupPreparedCapacity WarmPoolMinSize
 WarmPoolState WarmPoolReuseOnScaleIn ControlPlaneEgressMode KubeApiServerConfig KubeSchedulerConfig
 KubeControllerManagerConfig ActiveCertificateAuthority TrustedCertificateAuthorities CertificateAuthorityId
 SigningStatus
shape UpdateParams list UpdateParam
shape UpdateStatus enum InProgress Failed Cancelled Successful
shape UpdateTaintsPayload struct addOrUpdateTaints+:taintsList removeTaints+:taintsList
shape UpdateType enum VersionUpdate EndpointAccessUpdate LoggingUpdate ConfigUpdate AssociateIdentityProviderConfig
 DisassociateIdentityProviderConfig AssociateEncryptionConfig AddonUpdate VpcConfigUpdate AccessConfigUpdate
 UpgradePolicyUpdate ZonalShiftConfigUpdate AutoModeUpdate RemoteNetworkConfigUpdate DeletionProtectionUpdate
 CapabilityUpdate ControlPlaneScalingConfigUpdate VendedLogsUpdate ControlPlaneEgressUpdate VersionRollback
 ControlPlaneComponentConfigUpdate CertificateAuthorityUpdate
shape UpgradePolicyResponse struct supportType:SupportType
shape VpcConfigResponse struct subnetIds+:StringList securityGroupIds+:StringList clusterSecurityGroupId:.str
 vpcId:.str endpointPublicAccess:.bool endpointPrivateAccess:.bool publicAccessCidrs+:StringList
 controlPlaneEgressMode:ControlPlaneEgressModeType
shape WarmPoolConfig struct enabled:.bool minSize:.int maxGroupPreparedCapacity:.int poolState:WarmPoolState
 reuseOnScaleIn:.bool
shape WarmPoolState enum STOPPED RUNNING HIBERNATED
shape ZonalShiftConfigResponse struct enabled:.bool
shape labelsKeyList list .str
shape labelsMap map .str .str
shape taintsList list Taint
]==]
