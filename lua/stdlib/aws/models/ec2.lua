-- luacheck: ignore 631
-- Amazon Elastic Compute Cloud: facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (ec2/2016-11-15, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service ec2 protocol=ec2 version=2016-11-15 prefix=ec2 signing=ec2 id=EC2
host aws-us-gov fips ec2.{region}.amazonaws.com
operation AssociateRouteTable POST / AssociateRouteTableRequest AssociateRouteTableResult write
operation AssociateVpcCidrBlock POST / AssociateVpcCidrBlockRequest AssociateVpcCidrBlockResult write
operation CreateLaunchTemplate POST / CreateLaunchTemplateRequest CreateLaunchTemplateResult write token=ClientToken
operation CreateLaunchTemplateVersion POST / CreateLaunchTemplateVersionRequest CreateLaunchTemplateVersionResult
 write token=ClientToken mask=userData
operation CreateSubnet POST / CreateSubnetRequest CreateSubnetResult write
operation CreateSubnetCidrReservation POST / CreateSubnetCidrReservationRequest CreateSubnetCidrReservationResult
 write
operation CreateTags POST / CreateTagsRequest - write
operation DeleteLaunchTemplate POST / DeleteLaunchTemplateRequest DeleteLaunchTemplateResult write
operation DeleteSubnet POST / DeleteSubnetRequest - write
operation DeleteSubnetCidrReservation POST / DeleteSubnetCidrReservationRequest DeleteSubnetCidrReservationResult
 write
operation DeleteTags POST / DeleteTagsRequest - write
operation DescribeAvailabilityZones POST / DescribeAvailabilityZonesRequest DescribeAvailabilityZonesResult read
operation DescribeInstanceTypeOfferings POST / DescribeInstanceTypeOfferingsRequest
 DescribeInstanceTypeOfferingsResult read
operation DescribeInstanceTypes POST / DescribeInstanceTypesRequest DescribeInstanceTypesResult read
operation DescribeInstances POST / DescribeInstancesRequest DescribeInstancesResult read
operation DescribeInternetGateways POST / DescribeInternetGatewaysRequest DescribeInternetGatewaysResult read
operation DescribeIpamPools POST / DescribeIpamPoolsRequest DescribeIpamPoolsResult read
operation DescribeLaunchTemplateVersions POST / DescribeLaunchTemplateVersionsRequest
 DescribeLaunchTemplateVersionsResult read mask=userData
operation DescribeLaunchTemplates POST / DescribeLaunchTemplatesRequest DescribeLaunchTemplatesResult read
operation DescribeManagedPrefixLists POST / DescribeManagedPrefixListsRequest DescribeManagedPrefixListsResult read
operation DescribeNatGateways POST / DescribeNatGatewaysRequest DescribeNatGatewaysResult read
operation DescribeNetworkAcls POST / DescribeNetworkAclsRequest DescribeNetworkAclsResult read
operation DescribeNetworkInterfaces POST / DescribeNetworkInterfacesRequest DescribeNetworkInterfacesResult read
operation DescribeRegions POST / DescribeRegionsRequest DescribeRegionsResult read
operation DescribeRouteTables POST / DescribeRouteTablesRequest DescribeRouteTablesResult read
operation DescribeSecurityGroups POST / DescribeSecurityGroupsRequest DescribeSecurityGroupsResult read
operation DescribeSubnets POST / DescribeSubnetsRequest DescribeSubnetsResult read
operation DescribeTags POST / DescribeTagsRequest DescribeTagsResult read
operation DescribeTransitGatewayAttachments POST / DescribeTransitGatewayAttachmentsRequest
 DescribeTransitGatewayAttachmentsResult read
operation DescribeTransitGatewayVpcAttachments POST / DescribeTransitGatewayVpcAttachmentsRequest
 DescribeTransitGatewayVpcAttachmentsResult read
operation DescribeVpcAttribute POST / DescribeVpcAttributeRequest DescribeVpcAttributeResult read
operation DescribeVpcEndpoints POST / DescribeVpcEndpointsRequest DescribeVpcEndpointsResult read
operation DescribeVpcPeeringConnections POST / DescribeVpcPeeringConnectionsRequest
 DescribeVpcPeeringConnectionsResult read
operation DescribeVpcs POST / DescribeVpcsRequest DescribeVpcsResult read
operation DescribeVpnConnections POST / DescribeVpnConnectionsRequest DescribeVpnConnectionsResult read
 secret=preSharedKey mask=customerGatewayConfiguration
operation DescribeVpnGateways POST / DescribeVpnGatewaysRequest DescribeVpnGatewaysResult read
operation DisassociateRouteTable POST / DisassociateRouteTableRequest - write
operation DisassociateVpcCidrBlock POST / DisassociateVpcCidrBlockRequest DisassociateVpcCidrBlockResult write
operation GetIpamResourceCidrs POST / GetIpamResourceCidrsRequest GetIpamResourceCidrsResult read
operation GetManagedPrefixListEntries POST / GetManagedPrefixListEntriesRequest GetManagedPrefixListEntriesResult
 read
operation GetSubnetCidrReservations POST / GetSubnetCidrReservationsRequest GetSubnetCidrReservationsResult read
operation GetTransitGatewayAttachmentPropagations POST / GetTransitGatewayAttachmentPropagationsRequest
 GetTransitGatewayAttachmentPropagationsResult read
operation GetTransitGatewayRouteTablePropagations POST / GetTransitGatewayRouteTablePropagationsRequest
 GetTransitGatewayRouteTablePropagationsResult read
operation ModifySubnetAttribute POST / ModifySubnetAttributeRequest - write
operation ReplaceNetworkAclAssociation POST / ReplaceNetworkAclAssociationRequest ReplaceNetworkAclAssociationResult
 write
operation ReplaceRouteTableAssociation POST / ReplaceRouteTableAssociationRequest ReplaceRouteTableAssociationResult
 write
operation SearchTransitGatewayRoutes POST / SearchTransitGatewayRoutesRequest SearchTransitGatewayRoutesResult read
operation TerminateInstances POST / TerminateInstancesRequest TerminateInstancesResult write
page DescribeInstanceTypeOfferings in=NextToken out=NextToken items=InstanceTypeOfferings limit=MaxResults
page DescribeInstanceTypes in=NextToken out=NextToken items=InstanceTypes limit=MaxResults
page DescribeInstances in=NextToken out=NextToken items=Reservations limit=MaxResults
page DescribeInternetGateways in=NextToken out=NextToken items=InternetGateways limit=MaxResults
page DescribeIpamPools in=NextToken out=NextToken items=IpamPools limit=MaxResults
page DescribeLaunchTemplateVersions in=NextToken out=NextToken items=LaunchTemplateVersions limit=MaxResults
page DescribeLaunchTemplates in=NextToken out=NextToken items=LaunchTemplates limit=MaxResults
page DescribeManagedPrefixLists in=NextToken out=NextToken items=PrefixLists limit=MaxResults
page DescribeNatGateways in=NextToken out=NextToken items=NatGateways limit=MaxResults
page DescribeNetworkAcls in=NextToken out=NextToken items=NetworkAcls limit=MaxResults
page DescribeNetworkInterfaces in=NextToken out=NextToken items=NetworkInterfaces limit=MaxResults
page DescribeRouteTables in=NextToken out=NextToken items=RouteTables limit=MaxResults
page DescribeSecurityGroups in=NextToken out=NextToken items=SecurityGroups limit=MaxResults
page DescribeSubnets in=NextToken out=NextToken items=Subnets limit=MaxResults
page DescribeTags in=NextToken out=NextToken items=Tags limit=MaxResults
page DescribeTransitGatewayAttachments in=NextToken out=NextToken items=TransitGatewayAttachments limit=MaxResults
page DescribeTransitGatewayVpcAttachments in=NextToken out=NextToken items=TransitGatewayVpcAttachments
 limit=MaxResults
page DescribeVpcEndpoints in=NextToken out=NextToken items=VpcEndpoints limit=MaxResults
page DescribeVpcPeeringConnections in=NextToken out=NextToken items=VpcPeeringConnections limit=MaxResults
page DescribeVpcs in=NextToken out=NextToken items=Vpcs limit=MaxResults
page GetIpamResourceCidrs in=NextToken out=NextToken items=IpamResourceCidrs limit=MaxResults
page GetManagedPrefixListEntries in=NextToken out=NextToken items=Entries limit=MaxResults
page GetTransitGatewayAttachmentPropagations in=NextToken out=NextToken items=TransitGatewayAttachmentPropagations
 limit=MaxResults
page GetTransitGatewayRouteTablePropagations in=NextToken out=NextToken items=TransitGatewayRouteTablePropagations
 limit=MaxResults
page SearchTransitGatewayRoutes in=NextToken out=NextToken items=Routes limit=MaxResults
 more=AdditionalRoutesAvailable
wait InstanceExists DescribeInstances 5 40 | success path true #Reservations[]> | retry error
 InvalidInstanceID.NotFound -
wait InstanceRunning DescribeInstances 15 40 | success pathAll running Reservations[].Instances[].State.Name |
 failure pathAny shutting-down Reservations[].Instances[].State.Name | failure pathAny terminated
 Reservations[].Instances[].State.Name | failure pathAny stopping Reservations[].Instances[].State.Name | retry
 error InvalidInstanceID.NotFound -
wait InstanceStopped DescribeInstances 15 40 | success pathAll stopped Reservations[].Instances[].State.Name |
 failure pathAny pending Reservations[].Instances[].State.Name | failure pathAny terminated
 Reservations[].Instances[].State.Name
wait InstanceTerminated DescribeInstances 15 40 | success pathAll terminated Reservations[].Instances[].State.Name |
 failure pathAny pending Reservations[].Instances[].State.Name | failure pathAny stopping
 Reservations[].Instances[].State.Name
wait InternetGatewayExists DescribeInternetGateways 5 6 | success path true #InternetGateways[].InternetGatewayId> |
 retry error InvalidInternetGateway.NotFound -
wait NatGatewayAvailable DescribeNatGateways 15 40 | success pathAll available NatGateways[].State | failure pathAny
 failed NatGateways[].State | failure pathAny deleting NatGateways[].State | failure pathAny deleted
 NatGateways[].State | retry error NatGatewayNotFound -
wait NatGatewayDeleted DescribeNatGateways 15 40 | success pathAll deleted NatGateways[].State | success error
 NatGatewayNotFound -
wait NetworkInterfaceAvailable DescribeNetworkInterfaces 20 10 | success pathAll available
 NetworkInterfaces[].Status | failure error InvalidNetworkInterfaceID.NotFound -
wait SecurityGroupExists DescribeSecurityGroups 5 6 | success path true #SecurityGroups[].GroupId> | retry error
 InvalidGroup.NotFound -
wait SubnetAvailable DescribeSubnets 15 40 | success pathAll available Subnets[].State
wait VpcAvailable DescribeVpcs 15 40 | success pathAll available Vpcs[].State
wait VpcExists DescribeVpcs 1 5 | success status 200 - | retry error InvalidVpcID.NotFound -
wait VpcPeeringConnectionDeleted DescribeVpcPeeringConnections 15 40 | success pathAll deleted
 VpcPeeringConnections[].Status.Code | success error InvalidVpcPeeringConnectionID.NotFound -
wait VpcPeeringConnectionExists DescribeVpcPeeringConnections 15 40 | success status 200 - | retry error
 InvalidVpcPeeringConnectionID.NotFound -
wait VpnConnectionAvailable DescribeVpnConnections 15 40 | success pathAll available VpnConnections[].State |
 failure pathAny deleting VpnConnections[].State | failure pathAny deleted VpnConnections[].State
wait VpnConnectionDeleted DescribeVpnConnections 15 40 | success pathAll deleted VpnConnections[].State | failure
 pathAny pending VpnConnections[].State
shape AcceleratorCount struct min=Min:.int max=Max:.int
shape AcceleratorCountRequest struct Min:.int Max:.int
shape AcceleratorManufacturer enum amazon-web-services amd nvidia xilinx habana
shape AcceleratorManufacturerSet list AcceleratorManufacturer=item
shape AcceleratorName enum a100 inferentia k520 k80 m60 radeon-pro-v520 t4 vu9p v100 a10g h100 t4g l40s l4
 gaudi-hl-205 inferentia2 trainium trainium2 u30
shape AcceleratorNameSet list AcceleratorName=item
shape AcceleratorTotalMemoryMiB struct min=Min:.int max=Max:.int
shape AcceleratorTotalMemoryMiBRequest struct Min:.int Max:.int
shape AcceleratorType enum gpu fpga inference media
shape AcceleratorTypeSet list AcceleratorType=item
shape AdditionalKeyExchangeMethodsList list AdditionalKeyExchangeMethodsListValue=item
shape AdditionalKeyExchangeMethodsListValue struct value=Value:.int
shape AdditionalKeyExchangeRequirement enum required optional
shape AdditionalKeyExchangesList list VpnAdditionalKeyExchange=item
shape AddressFamily enum ipv4 ipv6
shape AllowedInstanceTypeSet list .str=item
shape AmdSevSnpSpecification enum enabled disabled
shape ApplianceModeSupportValue enum enable disable
shape ArchitectureType enum i386 x86_64 arm64 x86_64_mac arm64_mac
shape ArchitectureTypeList list ArchitectureType=item
shape ArchitectureValues enum i386 x86_64 arm64 x86_64_mac arm64_mac
shape AssociateRouteTableRequest struct GatewayId:.str PublicIpv4Pool:.str dryRun=DryRun:.bool
 subnetId=SubnetId:.str routeTableId=RouteTableId!:.str
shape AssociateRouteTableResult struct associationId=AssociationId:.str
 associationState=AssociationState:RouteTableAssociationState
shape AssociateVpcCidrBlockRequest struct CidrBlock:.str Ipv6CidrBlockNetworkBorderGroup:.str Ipv6Pool:.str
 Ipv6CidrBlock:.str Ipv4IpamPoolId:.str Ipv4NetmaskLength:.int Ipv6IpamPoolId:.str Ipv6NetmaskLength:.int
 vpcId=VpcId!:.str amazonProvidedIpv6CidrBlock=AmazonProvidedIpv6CidrBlock:.bool
shape AssociateVpcCidrBlockResult struct
 ipv6CidrBlockAssociation=Ipv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation
 cidrBlockAssociation=CidrBlockAssociation:VpcCidrBlockAssociation vpcId=VpcId:.str
shape AssociatedSubnetList list .str=item
shape AttachmentEnaSrdSpecification struct enaSrdEnabled=EnaSrdEnabled:.bool
 enaSrdUdpSpecification=EnaSrdUdpSpecification:AttachmentEnaSrdUdpSpecification
shape AttachmentEnaSrdUdpSpecification struct enaSrdUdpEnabled=EnaSrdUdpEnabled:.bool
shape AttachmentLimitType enum shared dedicated
shape AttachmentStatus enum attaching attached detaching detached
shape AttributeBooleanValue struct value=Value:.bool
shape AutoProvisionZonesState enum enabled disabled
shape AutoScalingIpsState enum enabled disabled
shape AvailabilityMode enum zonal regional
shape AvailabilityZone struct optInStatus=OptInStatus:AvailabilityZoneOptInStatus
 messageSet=Messages+:AvailabilityZoneMessageList regionName=RegionName:.str zoneName=ZoneName:.str
 zoneId=ZoneId:.str groupName=GroupName:.str networkBorderGroup=NetworkBorderGroup:.str zoneType=ZoneType:.str
 parentZoneName=ParentZoneName:.str parentZoneId=ParentZoneId:.str groupLongName=GroupLongName:.str
 geographySet=Geography+:AvailabilityZoneGeographyList
 subGeographySet=SubGeography+:AvailabilityZoneSubGeographyList zoneState=State:AvailabilityZoneState
shape AvailabilityZoneGeography struct name=Name:.str
shape AvailabilityZoneGeographyList list AvailabilityZoneGeography=item
shape AvailabilityZoneList list AvailabilityZone=item
shape AvailabilityZoneMessage struct message=Message:.str
shape AvailabilityZoneMessageList list AvailabilityZoneMessage=item
shape AvailabilityZoneOptInStatus enum opt-in-not-required opted-in not-opted-in
shape AvailabilityZoneState enum available information impaired unavailable constrained
shape AvailabilityZoneSubGeography struct name=Name:.str
shape AvailabilityZoneSubGeographyList list AvailabilityZoneSubGeography=item
shape BandwidthWeightingType enum default vpc-1 ebs-1
shape BandwidthWeightingTypeList list BandwidthWeightingType=item
shape BareMetal enum included required excluded
shape BaselineEbsBandwidthMbps struct min=Min:.int max=Max:.int
shape BaselineEbsBandwidthMbpsRequest struct Min:.int Max:.int
shape BaselinePerformanceFactors struct cpu=Cpu:CpuPerformanceFactor
shape BaselinePerformanceFactorsRequest struct Cpu:CpuPerformanceFactorRequest
shape BlockPublicAccessMode enum off block-bidirectional block-ingress
shape BlockPublicAccessStates struct internetGatewayBlockMode=InternetGatewayBlockMode:BlockPublicAccessMode
shape BootModeType enum legacy-bios uefi
shape BootModeTypeList list BootModeType=item
shape BootModeValues enum legacy-bios uefi uefi-preferred
shape BurstablePerformance enum included required excluded
shape CapacityReservationPreference enum capacity-reservations-only open none
shape CapacityReservationSpecificationResponse struct
 capacityReservationPreference=CapacityReservationPreference:CapacityReservationPreference
 capacityReservationTarget=CapacityReservationTarget:CapacityReservationTargetResponse
shape CapacityReservationTarget struct CapacityReservationId:.str CapacityReservationResourceGroupArn:.str
shape CapacityReservationTargetResponse struct capacityReservationId=CapacityReservationId:.str
 capacityReservationResourceGroupArn=CapacityReservationResourceGroupArn:.str
shape CidrBlock struct cidrBlock=CidrBlock:.str
shape CidrBlockSet list CidrBlock=item
shape CloudWatchLogOptions struct logEnabled=LogEnabled:.bool logGroupArn=LogGroupArn:.str
 logOutputFormat=LogOutputFormat:.str bgpLogEnabled=BgpLogEnabled:.bool bgpLogGroupArn=BgpLogGroupArn:.str
 bgpLogOutputFormat=BgpLogOutputFormat:.str
shape ConnectionTrackingConfiguration struct tcpEstablishedTimeout=TcpEstablishedTimeout:.int
 udpStreamTimeout=UdpStreamTimeout:.int udpTimeout=UdpTimeout:.int
shape ConnectionTrackingSpecification struct tcpEstablishedTimeout=TcpEstablishedTimeout:.int
 udpTimeout=UdpTimeout:.int udpStreamTimeout=UdpStreamTimeout:.int
shape ConnectionTrackingSpecificationRequest struct TcpEstablishedTimeout:.int UdpStreamTimeout:.int UdpTimeout:.int
shape ConnectionTrackingSpecificationResponse struct tcpEstablishedTimeout=TcpEstablishedTimeout:.int
 udpStreamTimeout=UdpStreamTimeout:.int udpTimeout=UdpTimeout:.int
shape ConnectivityType enum private public
shape CoreCountList list .int=item
shape CpuManufacturer enum intel amd amazon-web-services apple
shape CpuManufacturerSet list CpuManufacturer=item
shape CpuOptions struct coreCount=CoreCount:.int threadsPerCore=ThreadsPerCore:.int
 amdSevSnp=AmdSevSnp:AmdSevSnpSpecification
 nestedVirtualization=NestedVirtualization:NestedVirtualizationSpecification
shape CpuPerformanceFactor struct referenceSet=References+:PerformanceFactorReferenceSet
shape CpuPerformanceFactorRequest struct Reference=References+:PerformanceFactorReferenceSetRequest
shape CreateLaunchTemplateRequest struct DryRun:.bool ClientToken*:.str LaunchTemplateName!:.str
 VersionDescription:.str LaunchTemplateData!:RequestLaunchTemplateData Operator:OperatorRequest
 TagSpecification=TagSpecifications+:TagSpecificationList
shape CreateLaunchTemplateResult struct launchTemplate=LaunchTemplate:LaunchTemplate
 warning=Warning:ValidationWarning
shape CreateLaunchTemplateVersionRequest struct DryRun:.bool ClientToken*:.str LaunchTemplateId:.str
 LaunchTemplateName:.str SourceVersion:.str VersionDescription:.str LaunchTemplateData!:RequestLaunchTemplateData
 ResolveAlias:.bool
shape CreateLaunchTemplateVersionResult struct launchTemplateVersion=LaunchTemplateVersion:LaunchTemplateVersion
 warning=Warning:ValidationWarning
shape CreateSubnetCidrReservationRequest struct SubnetId!:.str Cidr!:.str ReservationType!:SubnetCidrReservationType
 Description:.str DryRun:.bool TagSpecification=TagSpecifications+:TagSpecificationList
shape CreateSubnetCidrReservationResult struct subnetCidrReservation=SubnetCidrReservation:SubnetCidrReservation
shape CreateSubnetRequest struct TagSpecification=TagSpecifications+:TagSpecificationList AvailabilityZone:.str
 AvailabilityZoneId:.str CidrBlock:.str Ipv6CidrBlock:.str OutpostArn:.str VpcId!:.str Ipv6Native:.bool
 Ipv4IpamPoolId:.str Ipv4NetmaskLength:.int Ipv6IpamPoolId:.str Ipv6NetmaskLength:.int dryRun=DryRun:.bool
shape CreateSubnetResult struct subnet=Subnet:Subnet
shape CreateTagsRequest struct dryRun=DryRun:.bool ResourceId=Resources!+:ResourceIdList Tag=Tags!+:TagList
shape CreditSpecification struct cpuCredits=CpuCredits:.str
shape CreditSpecificationRequest struct CpuCredits!:.str
shape DefaultConnectionTrackingConfiguration struct defaultTcpEstablishedTimeout=DefaultTcpEstablishedTimeout:.int
 defaultUdpTimeout=DefaultUdpTimeout:.int defaultUdpStreamTimeout=DefaultUdpStreamTimeout:.int
shape DeleteLaunchTemplateRequest struct DryRun:.bool LaunchTemplateId:.str LaunchTemplateName:.str
shape DeleteLaunchTemplateResult struct launchTemplate=LaunchTemplate:LaunchTemplate
shape DeleteSubnetCidrReservationRequest struct SubnetCidrReservationId!:.str DryRun:.bool
shape DeleteSubnetCidrReservationResult struct
 deletedSubnetCidrReservation=DeletedSubnetCidrReservation:SubnetCidrReservation
shape DeleteSubnetRequest struct SubnetId!:.str dryRun=DryRun:.bool
shape DeleteTagsRequest struct dryRun=DryRun:.bool resourceId=Resources!+:ResourceIdList tag=Tags+:TagList
shape DescribeAvailabilityZonesRequest struct ZoneName=ZoneNames+:ZoneNameStringList
 ZoneId=ZoneIds+:ZoneIdStringList AllAvailabilityZones:.bool dryRun=DryRun:.bool Filter=Filters+:FilterList
shape DescribeAvailabilityZonesResult struct availabilityZoneInfo=AvailabilityZones+:AvailabilityZoneList
shape DescribeInstanceTypeOfferingsRequest struct DryRun:.bool LocationType:LocationType Filter=Filters+:FilterList
 MaxResults:.int NextToken:.str
shape DescribeInstanceTypeOfferingsResult struct
 instanceTypeOfferingSet=InstanceTypeOfferings+:InstanceTypeOfferingsList nextToken=NextToken:.str
shape DescribeInstanceTypesRequest struct DryRun:.bool InstanceType=InstanceTypes+:RequestInstanceTypeList
 Filter=Filters+:FilterList MaxResults:.int NextToken:.str IncludeUnsupportedInRegion:.bool
shape DescribeInstanceTypesResult struct instanceTypeSet=InstanceTypes+:InstanceTypeInfoList
 nextToken=NextToken:.str
shape DescribeInstancesRequest struct InstanceId=InstanceIds+:InstanceIdStringList IncludeManagedResources:.bool
 dryRun=DryRun:.bool Filter=Filters+:FilterList nextToken=NextToken:.str maxResults=MaxResults:.int
shape DescribeInstancesResult struct nextToken=NextToken:.str reservationSet=Reservations+:ReservationList
shape DescribeInternetGatewaysRequest struct NextToken:.str MaxResults:.int dryRun=DryRun:.bool
 internetGatewayId=InternetGatewayIds+:InternetGatewayIdList Filter=Filters+:FilterList
shape DescribeInternetGatewaysResult struct internetGatewaySet=InternetGateways+:InternetGatewayList
 nextToken=NextToken:.str
shape DescribeIpamPoolsRequest struct DryRun:.bool Filter=Filters+:FilterList MaxResults:.int NextToken:.str
 IpamPoolId=IpamPoolIds+:ValueStringList
shape DescribeIpamPoolsResult struct nextToken=NextToken:.str ipamPoolSet=IpamPools+:IpamPoolSet
shape DescribeLaunchTemplateVersionsRequest struct DryRun:.bool LaunchTemplateId:.str LaunchTemplateName:.str
 LaunchTemplateVersion=Versions+:VersionStringList MinVersion:.str MaxVersion:.str NextToken:.str MaxResults:.int
 Filter=Filters+:FilterList ResolveAlias:.bool IncludeManagedResources:.bool
shape DescribeLaunchTemplateVersionsResult struct
 launchTemplateVersionSet=LaunchTemplateVersions+:LaunchTemplateVersionSet nextToken=NextToken:.str
shape DescribeLaunchTemplatesRequest struct DryRun:.bool
 LaunchTemplateId=LaunchTemplateIds+:LaunchTemplateIdStringList
 LaunchTemplateName=LaunchTemplateNames+:LaunchTemplateNameStringList Filter=Filters+:FilterList NextToken:.str
 MaxResults:.int IncludeManagedResources:.bool
shape DescribeLaunchTemplatesResult struct launchTemplates=LaunchTemplates+:LaunchTemplateSet
 nextToken=NextToken:.str
shape DescribeManagedPrefixListsRequest struct DryRun:.bool Filter=Filters+:FilterList MaxResults:.int
 NextToken:.str PrefixListId=PrefixListIds+:ValueStringList
shape DescribeManagedPrefixListsResult struct nextToken=NextToken:.str
 prefixListSet=PrefixLists+:ManagedPrefixListSet
shape DescribeNatGatewaysRequest struct DryRun:.bool Filter+:FilterList MaxResults:.int
 NatGatewayId=NatGatewayIds+:NatGatewayIdStringList NextToken:.str
shape DescribeNatGatewaysResult struct natGatewaySet=NatGateways+:NatGatewayList nextToken=NextToken:.str
shape DescribeNetworkAclsRequest struct NextToken:.str MaxResults:.int dryRun=DryRun:.bool
 NetworkAclId=NetworkAclIds+:NetworkAclIdStringList Filter=Filters+:FilterList
shape DescribeNetworkAclsResult struct networkAclSet=NetworkAcls+:NetworkAclList nextToken=NextToken:.str
shape DescribeNetworkInterfacesRequest struct NextToken:.str MaxResults:.int IncludeManagedResources:.bool
 dryRun=DryRun:.bool NetworkInterfaceId=NetworkInterfaceIds+:NetworkInterfaceIdList filter=Filters+:FilterList
shape DescribeNetworkInterfacesResult struct networkInterfaceSet=NetworkInterfaces+:NetworkInterfaceList
 nextToken=NextToken:.str
shape DescribeRegionsRequest struct RegionName=RegionNames+:RegionNameStringList AllRegions:.bool
 dryRun=DryRun:.bool Filter=Filters+:FilterList
shape DescribeRegionsResult struct regionInfo=Regions+:RegionList
shape DescribeRouteTablesRequest struct NextToken:.str MaxResults:.int dryRun=DryRun:.bool
 RouteTableId=RouteTableIds+:RouteTableIdStringList Filter=Filters+:FilterList
shape DescribeRouteTablesResult struct routeTableSet=RouteTables+:RouteTableList nextToken=NextToken:.str
shape DescribeSecurityGroupsRequest struct GroupId=GroupIds+:GroupIdStringList
 GroupName=GroupNames+:GroupNameStringList NextToken:.str MaxResults:.int dryRun=DryRun:.bool
 Filter=Filters+:FilterList
shape DescribeSecurityGroupsResult struct nextToken=NextToken:.str
 securityGroupInfo=SecurityGroups+:SecurityGroupList
shape DescribeSubnetsRequest struct Filter=Filters+:FilterList SubnetId=SubnetIds+:SubnetIdStringList NextToken:.str
 MaxResults:.int dryRun=DryRun:.bool
shape DescribeSubnetsResult struct nextToken=NextToken:.str subnetSet=Subnets+:SubnetList
shape DescribeTagsRequest struct dryRun=DryRun:.bool Filter=Filters+:FilterList maxResults=MaxResults:.int
 nextToken=NextToken:.str
shape DescribeTagsResult struct nextToken=NextToken:.str tagSet=Tags+:TagDescriptionList
shape DescribeTransitGatewayAttachmentsRequest struct
 TransitGatewayAttachmentIds+:TransitGatewayAttachmentIdStringList Filter=Filters+:FilterList MaxResults:.int
 NextToken:.str DryRun:.bool
shape DescribeTransitGatewayAttachmentsResult struct
 transitGatewayAttachments=TransitGatewayAttachments+:TransitGatewayAttachmentList nextToken=NextToken:.str
shape DescribeTransitGatewayVpcAttachmentsRequest struct
 TransitGatewayAttachmentIds+:TransitGatewayAttachmentIdStringList Filter=Filters+:FilterList MaxResults:.int
 NextToken:.str DryRun:.bool
shape DescribeTransitGatewayVpcAttachmentsResult struct
 transitGatewayVpcAttachments=TransitGatewayVpcAttachments+:TransitGatewayVpcAttachmentList nextToken=NextToken:.str
shape DescribeVpcAttributeRequest struct Attribute!:VpcAttributeName VpcId!:.str dryRun=DryRun:.bool
shape DescribeVpcAttributeResult struct enableDnsHostnames=EnableDnsHostnames:AttributeBooleanValue
 enableDnsSupport=EnableDnsSupport:AttributeBooleanValue
 enableNetworkAddressUsageMetrics=EnableNetworkAddressUsageMetrics:AttributeBooleanValue vpcId=VpcId:.str
shape DescribeVpcEndpointsRequest struct DryRun:.bool VpcEndpointId=VpcEndpointIds+:VpcEndpointIdList
 Filter=Filters+:FilterList MaxResults:.int NextToken:.str
shape DescribeVpcEndpointsResult struct vpcEndpointSet=VpcEndpoints+:VpcEndpointSet nextToken=NextToken:.str
shape DescribeVpcPeeringConnectionsRequest struct NextToken:.str MaxResults:.int dryRun=DryRun:.bool
 VpcPeeringConnectionId=VpcPeeringConnectionIds+:VpcPeeringConnectionIdList Filter=Filters+:FilterList
shape DescribeVpcPeeringConnectionsResult struct
 vpcPeeringConnectionSet=VpcPeeringConnections+:VpcPeeringConnectionList nextToken=NextToken:.str
shape DescribeVpcsRequest struct Filter=Filters+:FilterList VpcId=VpcIds+:VpcIdStringList NextToken:.str
 MaxResults:.int dryRun=DryRun:.bool
shape DescribeVpcsResult struct nextToken=NextToken:.str vpcSet=Vpcs+:VpcList
shape DescribeVpnConnectionsRequest struct Filter=Filters+:FilterList
 VpnConnectionId=VpnConnectionIds+:VpnConnectionIdStringList dryRun=DryRun:.bool
shape DescribeVpnConnectionsResult struct vpnConnectionSet=VpnConnections+:VpnConnectionList
shape DescribeVpnGatewaysRequest struct Filter=Filters+:FilterList
 VpnGatewayId=VpnGatewayIds+:VpnGatewayIdStringList dryRun=DryRun:.bool
shape DescribeVpnGatewaysResult struct vpnGatewaySet=VpnGateways+:VpnGatewayList
shape DeviceType enum ebs instance-store
shape DisassociateRouteTableRequest struct dryRun=DryRun:.bool associationId=AssociationId!:.str
shape DisassociateVpcCidrBlockRequest struct associationId=AssociationId!:.str
shape DisassociateVpcCidrBlockResult struct
 ipv6CidrBlockAssociation=Ipv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation
 cidrBlockAssociation=CidrBlockAssociation:VpcCidrBlockAssociation vpcId=VpcId:.str
shape DiskInfo struct sizeInGB=SizeInGB:.long count=Count:.int type=Type:DiskType
shape DiskInfoList list DiskInfo=item
shape DiskType enum hdd ssd
shape DnsEntry struct dnsName=DnsName:.str hostedZoneId=HostedZoneId:.str
shape DnsEntrySet list DnsEntry=item
shape DnsOptions struct dnsRecordIpType=DnsRecordIpType:DnsRecordIpType
 privateDnsOnlyForInboundResolverEndpoint=PrivateDnsOnlyForInboundResolverEndpoint:.bool
 privateDnsPreference=PrivateDnsPreference:.str
 privateDnsSpecifiedDomainSet=PrivateDnsSpecifiedDomains+:PrivateDnsSpecifiedDomainSet
shape DnsRecordIpType enum ipv4 dualstack ipv6 service-defined
shape DnsSupportValue enum enable disable
shape EbsCardInfo struct ebsCardIndex=EbsCardIndex:.int baselineBandwidthInMbps=BaselineBandwidthInMbps:.int
 baselineThroughputInMBps=BaselineThroughputInMBps:.double baselineIops=BaselineIops:.int
 maximumBandwidthInMbps=MaximumBandwidthInMbps:.int maximumThroughputInMBps=MaximumThroughputInMBps:.double
 maximumIops=MaximumIops:.int
shape EbsCardInfoList list EbsCardInfo=item
shape EbsEncryptionSupport enum unsupported supported
shape EbsInfo struct ebsOptimizedSupport=EbsOptimizedSupport:EbsOptimizedSupport
 encryptionSupport=EncryptionSupport:EbsEncryptionSupport ebsOptimizedInfo=EbsOptimizedInfo:EbsOptimizedInfo
 nvmeSupport=NvmeSupport:EbsNvmeSupport maximumEbsAttachments=MaximumEbsAttachments:.int
 attachmentLimitType=AttachmentLimitType:AttachmentLimitType maximumEbsCards=MaximumEbsCards:.int
 ebsCardSet=EbsCards+:EbsCardInfoList
shape EbsInstanceBlockDevice struct attachTime=AttachTime:.time deleteOnTermination=DeleteOnTermination:.bool
 status=Status:AttachmentStatus volumeId=VolumeId:.str associatedResource=AssociatedResource:.str
 volumeOwnerId=VolumeOwnerId:.str operator=Operator:OperatorResponse ebsCardIndex=EbsCardIndex:.int
shape EbsNvmeSupport enum unsupported supported required
shape EbsOptimizedInfo struct baselineBandwidthInMbps=BaselineBandwidthInMbps:.int
 baselineThroughputInMBps=BaselineThroughputInMBps:.double baselineIops=BaselineIops:.int
 maximumBandwidthInMbps=MaximumBandwidthInMbps:.int maximumThroughputInMBps=MaximumThroughputInMBps:.double
 maximumIops=MaximumIops:.int
shape EbsOptimizedSupport enum unsupported supported default
shape EfaInfo struct maximumEfaInterfaces=MaximumEfaInterfaces:.int
shape ElasticGpuAssociation struct elasticGpuId=ElasticGpuId:.str
 elasticGpuAssociationId=ElasticGpuAssociationId:.str elasticGpuAssociationState=ElasticGpuAssociationState:.str
 elasticGpuAssociationTime=ElasticGpuAssociationTime:.str
shape ElasticGpuAssociationList list ElasticGpuAssociation=item
shape ElasticGpuSpecification struct Type!:.str
shape ElasticGpuSpecificationList list ElasticGpuSpecification=ElasticGpuSpecification
shape ElasticGpuSpecificationResponse struct type=Type:.str
shape ElasticGpuSpecificationResponseList list ElasticGpuSpecificationResponse=item
shape ElasticInferenceAcceleratorAssociation struct
 elasticInferenceAcceleratorArn=ElasticInferenceAcceleratorArn:.str
 elasticInferenceAcceleratorAssociationId=ElasticInferenceAcceleratorAssociationId:.str
 elasticInferenceAcceleratorAssociationState=ElasticInferenceAcceleratorAssociationState:.str
 elasticInferenceAcceleratorAssociationTime=ElasticInferenceAcceleratorAssociationTime:.time
shape ElasticInferenceAcceleratorAssociationList list ElasticInferenceAcceleratorAssociation=item
shape EnaSrdSpecificationRequest struct EnaSrdEnabled:.bool EnaSrdUdpSpecification:EnaSrdUdpSpecificationRequest
shape EnaSrdUdpSpecificationRequest struct EnaSrdUdpEnabled:.bool
shape EnaSupport enum unsupported supported required
shape EnclaveOptions struct enabled=Enabled:.bool
shape EphemeralNvmeSupport enum unsupported supported required
shape ErrorSet list ValidationError=item
shape ExcludedInstanceTypeSet list .str=item
shape Filter struct Name:.str Value=Values+:ValueStringList
shape FilterList list Filter=Filter
shape FlexibleEnaQueuesSupport enum unsupported supported
shape FpgaDeviceInfo struct name=Name:.str manufacturer=Manufacturer:.str count=Count:.int
 memoryInfo=MemoryInfo:FpgaDeviceMemoryInfo
shape FpgaDeviceInfoList list FpgaDeviceInfo=item
shape FpgaDeviceMemoryInfo struct sizeInMiB=SizeInMiB:.int
shape FpgaInfo struct fpgas=Fpgas+:FpgaDeviceInfoList totalFpgaMemoryInMiB=TotalFpgaMemoryInMiB:.int
shape GatewayAssociationState enum associated not-associated associating disassociating
shape GatewayType enum ipsec.1
shape GetIpamResourceCidrsRequest struct DryRun:.bool Filter=Filters+:FilterList MaxResults:.int NextToken:.str
 IpamScopeId!:.str IpamPoolId:.str ResourceId:.str ResourceType:IpamResourceType ResourceTag:RequestIpamResourceTag
 ResourceOwner:.str
shape GetIpamResourceCidrsResult struct nextToken=NextToken:.str
 ipamResourceCidrSet=IpamResourceCidrs+:IpamResourceCidrSet
shape GetManagedPrefixListEntriesRequest struct DryRun:.bool PrefixListId!:.str TargetVersion:.long MaxResults:.int
 NextToken:.str
shape GetManagedPrefixListEntriesResult struct entrySet=Entries+:PrefixListEntrySet nextToken=NextToken:.str
shape GetSubnetCidrReservationsRequest struct Filter=Filters+:FilterList SubnetId!:.str DryRun:.bool NextToken:.str
 MaxResults:.int
shape GetSubnetCidrReservationsResult struct
 subnetIpv4CidrReservationSet=SubnetIpv4CidrReservations+:SubnetCidrReservationList
 subnetIpv6CidrReservationSet=SubnetIpv6CidrReservations+:SubnetCidrReservationList nextToken=NextToken:.str
shape GetTransitGatewayAttachmentPropagationsRequest struct TransitGatewayAttachmentId!:.str
 Filter=Filters+:FilterList MaxResults:.int NextToken:.str DryRun:.bool
shape GetTransitGatewayAttachmentPropagationsResult struct
 transitGatewayAttachmentPropagations=TransitGatewayAttachmentPropagations+:TransitGatewayAttachmentPropagationList
 nextToken=NextToken:.str
shape GetTransitGatewayRouteTablePropagationsRequest struct TransitGatewayRouteTableId!:.str
 Filter=Filters+:FilterList MaxResults:.int NextToken:.str DryRun:.bool
shape GetTransitGatewayRouteTablePropagationsResult struct
 transitGatewayRouteTablePropagations=TransitGatewayRouteTablePropagations+:TransitGatewayRouteTablePropagationList
 nextToken=NextToken:.str
shape GpuDeviceInfo struct name=Name:.str manufacturer=Manufacturer:.str count=Count:.int
 logicalGpuCount=LogicalGpuCount:.int gpuPartitionSize=GpuPartitionSize:.double workloadSet=Workloads+:WorkloadsList
 memoryInfo=MemoryInfo:GpuDeviceMemoryInfo
shape GpuDeviceInfoList list GpuDeviceInfo=item
shape GpuDeviceMemoryInfo struct sizeInMiB=SizeInMiB:.int
shape GpuInfo struct gpus=Gpus+:GpuDeviceInfoList totalGpuMemoryInMiB=TotalGpuMemoryInMiB:.int
shape GroupIdStringList list .str=groupId
shape GroupIdentifier struct groupId=GroupId:.str groupName=GroupName:.str
shape GroupIdentifierList list GroupIdentifier=item
shape GroupIdentifierSet list SecurityGroupIdentifier=item
shape GroupNameStringList list .str=GroupName
shape HibernationOptions struct configured=Configured:.bool
shape HostnameType enum ip-name resource-name
shape HttpTokensState enum optional required
shape HypervisorType enum ovm xen
shape IKEVersionsList list IKEVersionsListValue=item
shape IKEVersionsListValue struct value=Value:.str
shape IamInstanceProfile struct arn=Arn:.str id=Id:.str
shape IcmpTypeCode struct code=Code:.int type=Type:.int
shape InferenceAcceleratorInfo struct accelerators=Accelerators+:InferenceDeviceInfoList
 totalInferenceMemoryInMiB=TotalInferenceMemoryInMiB:.int
shape InferenceDeviceInfo struct count=Count:.int name=Name:.str manufacturer=Manufacturer:.str
 memoryInfo=MemoryInfo:InferenceDeviceMemoryInfo
shape InferenceDeviceInfoList list InferenceDeviceInfo
shape InferenceDeviceMemoryInfo struct sizeInMiB=SizeInMiB:.int
shape Instance struct architecture=Architecture:ArchitectureValues
 blockDeviceMapping=BlockDeviceMappings+:InstanceBlockDeviceMappingList clientToken=ClientToken:.str
 ebsOptimized=EbsOptimized:.bool enaSupport=EnaSupport:.bool hypervisor=Hypervisor:HypervisorType
 iamInstanceProfile=IamInstanceProfile:IamInstanceProfile instanceLifecycle=InstanceLifecycle:InstanceLifecycleType
 elasticGpuAssociationSet=ElasticGpuAssociations+:ElasticGpuAssociationList
 elasticInferenceAcceleratorAssociationSet=ElasticInferenceAcceleratorAssociations+:ElasticInferenceAcceleratorAssociationList
 networkInterfaceSet=NetworkInterfaces+:InstanceNetworkInterfaceList outpostArn=OutpostArn:.str
 rootDeviceName=RootDeviceName:.str rootDeviceType=RootDeviceType:DeviceType
 groupSet=SecurityGroups+:GroupIdentifierList sourceDestCheck=SourceDestCheck:.bool
 spotInstanceRequestId=SpotInstanceRequestId:.str sriovNetSupport=SriovNetSupport:.str
 stateReason=StateReason:StateReason tagSet=Tags+:TagList virtualizationType=VirtualizationType:VirtualizationType
 cpuOptions=CpuOptions:CpuOptions capacityBlockId=CapacityBlockId:.str
 capacityReservationId=CapacityReservationId:.str
 capacityReservationSpecification=CapacityReservationSpecification:CapacityReservationSpecificationResponse
 hibernationOptions=HibernationOptions:HibernationOptions licenseSet=Licenses+:LicenseList
 metadataOptions=MetadataOptions:InstanceMetadataOptionsResponse enclaveOptions=EnclaveOptions:EnclaveOptions
 bootMode=BootMode:BootModeValues platformDetails=PlatformDetails:.str usageOperation=UsageOperation:.str
 usageOperationUpdateTime=UsageOperationUpdateTime:.time
 privateDnsNameOptions=PrivateDnsNameOptions:PrivateDnsNameOptionsResponse ipv6Address=Ipv6Address:.str
 tpmSupport=TpmSupport:.str maintenanceOptions=MaintenanceOptions:InstanceMaintenanceOptions
 currentInstanceBootMode=CurrentInstanceBootMode:InstanceBootModeValues
 networkPerformanceOptions=NetworkPerformanceOptions:InstanceNetworkPerformanceOptions
 operator=Operator:OperatorResponse secondaryInterfaceSet=SecondaryInterfaces+:InstanceSecondaryInterfaceList
 instanceId=InstanceId:.str imageId=ImageId:.str instanceState=State:InstanceState
 privateDnsName=PrivateDnsName:.str dnsName=PublicDnsName:.str reason=StateTransitionReason:.str
 keyName=KeyName:.str amiLaunchIndex=AmiLaunchIndex:.int productCodes=ProductCodes+:ProductCodeList
 instanceType=InstanceType:InstanceType launchTime=LaunchTime:.time placement=Placement:Placement
 kernelId=KernelId:.str ramdiskId=RamdiskId:.str platform=Platform:PlatformValues monitoring=Monitoring:Monitoring
 subnetId=SubnetId:.str vpcId=VpcId:.str privateIpAddress=PrivateIpAddress:.str ipAddress=PublicIpAddress:.str
shape InstanceAttachmentEnaSrdSpecification struct enaSrdEnabled=EnaSrdEnabled:.bool
 enaSrdUdpSpecification=EnaSrdUdpSpecification:InstanceAttachmentEnaSrdUdpSpecification
shape InstanceAttachmentEnaSrdUdpSpecification struct enaSrdUdpEnabled=EnaSrdUdpEnabled:.bool
shape InstanceAutoRecoveryState enum disabled default
shape InstanceBandwidthWeighting enum default vpc-1 ebs-1
shape InstanceBlockDeviceMapping struct deviceName=DeviceName:.str ebs=Ebs:EbsInstanceBlockDevice
shape InstanceBlockDeviceMappingList list InstanceBlockDeviceMapping=item
shape InstanceBootModeValues enum legacy-bios uefi
shape InstanceGeneration enum current previous
shape InstanceGenerationSet list InstanceGeneration=item
shape InstanceIdStringList list .str=InstanceId
shape InstanceInterruptionBehavior enum hibernate stop terminate
shape InstanceIpv4Prefix struct ipv4Prefix=Ipv4Prefix:.str
shape InstanceIpv4PrefixList list InstanceIpv4Prefix=item
shape InstanceIpv6Address struct ipv6Address=Ipv6Address:.str isPrimaryIpv6=IsPrimaryIpv6:.bool
shape InstanceIpv6AddressList list InstanceIpv6Address=item
shape InstanceIpv6AddressListRequest list InstanceIpv6AddressRequest=InstanceIpv6Address
shape InstanceIpv6AddressRequest struct Ipv6Address:.str
shape InstanceIpv6Prefix struct ipv6Prefix=Ipv6Prefix:.str
shape InstanceIpv6PrefixList list InstanceIpv6Prefix=item
shape InstanceLifecycleType enum spot scheduled capacity-block interruptible-capacity-reservation
shape InstanceList list Instance=item
shape InstanceMaintenanceOptions struct autoRecovery=AutoRecovery:InstanceAutoRecoveryState
 rebootMigration=RebootMigration:InstanceRebootMigrationState
shape InstanceMetadataEndpointState enum disabled enabled
shape InstanceMetadataOptionsResponse struct state=State:InstanceMetadataOptionsState
 httpTokens=HttpTokens:HttpTokensState httpPutResponseHopLimit=HttpPutResponseHopLimit:.int
 httpEndpoint=HttpEndpoint:InstanceMetadataEndpointState
 httpProtocolIpv6=HttpProtocolIpv6:InstanceMetadataProtocolState
 instanceMetadataTags=InstanceMetadataTags:InstanceMetadataTagsState
shape InstanceMetadataOptionsState enum pending applied
shape InstanceMetadataProtocolState enum disabled enabled
shape InstanceMetadataTagsState enum disabled enabled
shape InstanceNetworkInterface struct association=Association:InstanceNetworkInterfaceAssociation
 attachment=Attachment:InstanceNetworkInterfaceAttachment description=Description:.str
 groupSet=Groups+:GroupIdentifierList ipv6AddressesSet=Ipv6Addresses+:InstanceIpv6AddressList
 macAddress=MacAddress:.str networkInterfaceId=NetworkInterfaceId:.str ownerId=OwnerId:.str
 privateDnsName=PrivateDnsName:.str privateIpAddress=PrivateIpAddress:.str
 privateIpAddressesSet=PrivateIpAddresses+:InstancePrivateIpAddressList sourceDestCheck=SourceDestCheck:.bool
 status=Status:NetworkInterfaceStatus subnetId=SubnetId:.str vpcId=VpcId:.str interfaceType=InterfaceType:.str
 ipv4PrefixSet=Ipv4Prefixes+:InstanceIpv4PrefixList ipv6PrefixSet=Ipv6Prefixes+:InstanceIpv6PrefixList
 connectionTrackingConfiguration=ConnectionTrackingConfiguration:ConnectionTrackingSpecificationResponse
 operator=Operator:OperatorResponse
shape InstanceNetworkInterfaceAssociation struct carrierIp=CarrierIp:.str customerOwnedIp=CustomerOwnedIp:.str
 ipOwnerId=IpOwnerId:.str publicDnsName=PublicDnsName:.str publicIp=PublicIp:.str
shape InstanceNetworkInterfaceAttachment struct attachTime=AttachTime:.time attachmentId=AttachmentId:.str
 deleteOnTermination=DeleteOnTermination:.bool deviceIndex=DeviceIndex:.int status=Status:AttachmentStatus
 networkCardIndex=NetworkCardIndex:.int
 enaSrdSpecification=EnaSrdSpecification:InstanceAttachmentEnaSrdSpecification enaQueueCount=EnaQueueCount:.int
shape InstanceNetworkInterfaceList list InstanceNetworkInterface=item
shape InstanceNetworkPerformanceOptions struct bandwidthWeighting=BandwidthWeighting:InstanceBandwidthWeighting
shape InstancePrivateIpAddress struct association=Association:InstanceNetworkInterfaceAssociation
 primary=Primary:.bool privateDnsName=PrivateDnsName:.str privateIpAddress=PrivateIpAddress:.str
shape InstancePrivateIpAddressList list InstancePrivateIpAddress=item
shape InstanceRebootMigrationState enum disabled default
shape InstanceRequirements struct vCpuCount=VCpuCount:VCpuCountRange memoryMiB=MemoryMiB:MemoryMiB
 cpuManufacturerSet=CpuManufacturers+:CpuManufacturerSet memoryGiBPerVCpu=MemoryGiBPerVCpu:MemoryGiBPerVCpu
 excludedInstanceTypeSet=ExcludedInstanceTypes+:ExcludedInstanceTypeSet
 instanceGenerationSet=InstanceGenerations+:InstanceGenerationSet
 spotMaxPricePercentageOverLowestPrice=SpotMaxPricePercentageOverLowestPrice:.int
 onDemandMaxPricePercentageOverLowestPrice=OnDemandMaxPricePercentageOverLowestPrice:.int
 bareMetal=BareMetal:BareMetal burstablePerformance=BurstablePerformance:BurstablePerformance
 requireHibernateSupport=RequireHibernateSupport:.bool
 networkInterfaceCount=NetworkInterfaceCount:NetworkInterfaceCount localStorage=LocalStorage:LocalStorage
 localStorageTypeSet=LocalStorageTypes+:LocalStorageTypeSet
 totalLocalStorageGB=TotalLocalStorageGB:TotalLocalStorageGB
 baselineEbsBandwidthMbps=BaselineEbsBandwidthMbps:BaselineEbsBandwidthMbps
 acceleratorTypeSet=AcceleratorTypes+:AcceleratorTypeSet acceleratorCount=AcceleratorCount:AcceleratorCount
 acceleratorManufacturerSet=AcceleratorManufacturers+:AcceleratorManufacturerSet
 acceleratorNameSet=AcceleratorNames+:AcceleratorNameSet
 acceleratorTotalMemoryMiB=AcceleratorTotalMemoryMiB:AcceleratorTotalMemoryMiB
 networkBandwidthGbps=NetworkBandwidthGbps:NetworkBandwidthGbps
 allowedInstanceTypeSet=AllowedInstanceTypes+:AllowedInstanceTypeSet
 maxSpotPriceAsPercentageOfOptimalOnDemandPrice=MaxSpotPriceAsPercentageOfOptimalOnDemandPrice:.int
 baselinePerformanceFactors=BaselinePerformanceFactors:BaselinePerformanceFactors
 requireEncryptionInTransit=RequireEncryptionInTransit:.bool
shape InstanceRequirementsRequest struct VCpuCount!:VCpuCountRangeRequest MemoryMiB!:MemoryMiBRequest
 CpuManufacturer=CpuManufacturers+:CpuManufacturerSet MemoryGiBPerVCpu:MemoryGiBPerVCpuRequest
 ExcludedInstanceType=ExcludedInstanceTypes+:ExcludedInstanceTypeSet
 InstanceGeneration=InstanceGenerations+:InstanceGenerationSet SpotMaxPricePercentageOverLowestPrice:.int
 OnDemandMaxPricePercentageOverLowestPrice:.int BareMetal:BareMetal BurstablePerformance:BurstablePerformance
 RequireHibernateSupport:.bool NetworkInterfaceCount:NetworkInterfaceCountRequest LocalStorage:LocalStorage
 LocalStorageType=LocalStorageTypes+:LocalStorageTypeSet TotalLocalStorageGB:TotalLocalStorageGBRequest
 BaselineEbsBandwidthMbps:BaselineEbsBandwidthMbpsRequest AcceleratorType=AcceleratorTypes+:AcceleratorTypeSet
 AcceleratorCount:AcceleratorCountRequest
 AcceleratorManufacturer=AcceleratorManufacturers+:AcceleratorManufacturerSet
 AcceleratorName=AcceleratorNames+:AcceleratorNameSet AcceleratorTotalMemoryMiB:AcceleratorTotalMemoryMiBRequest
 NetworkBandwidthGbps:NetworkBandwidthGbpsRequest AllowedInstanceType=AllowedInstanceTypes+:AllowedInstanceTypeSet
 MaxSpotPriceAsPercentageOfOptimalOnDemandPrice:.int BaselinePerformanceFactors:BaselinePerformanceFactorsRequest
 RequireEncryptionInTransit:.bool
shape InstanceSecondaryInterface struct attachment=Attachment:InstanceSecondaryInterfaceAttachment
 macAddress=MacAddress:.str secondaryInterfaceId=SecondaryInterfaceId:.str ownerId=OwnerId:.str
 privateIpAddressSet=PrivateIpAddresses+:InstanceSecondaryInterfacePrivateIpAddressList
 sourceDestCheck=SourceDestCheck:.bool status=Status:SecondaryInterfaceStatus
 secondarySubnetId=SecondarySubnetId:.str secondaryNetworkId=SecondaryNetworkId:.str
 interfaceType=InterfaceType:SecondaryInterfaceType
shape InstanceSecondaryInterfaceAttachment struct attachTime=AttachTime:.time attachmentId=AttachmentId:.str
 deleteOnTermination=DeleteOnTermination:.bool deviceIndex=DeviceIndex:.int status=Status:AttachmentStatus
 networkCardIndex=NetworkCardIndex:.int
shape InstanceSecondaryInterfaceList list InstanceSecondaryInterface=item
shape InstanceSecondaryInterfacePrivateIpAddress struct privateIpAddress=PrivateIpAddress:.str
shape InstanceSecondaryInterfacePrivateIpAddressList list InstanceSecondaryInterfacePrivateIpAddress=item
shape InstanceState struct code=Code:.int name=Name:InstanceStateName
shape InstanceStateChange struct instanceId=InstanceId:.str currentState=CurrentState:InstanceState
 previousState=PreviousState:InstanceState
shape InstanceStateChangeList list InstanceStateChange=item
shape InstanceStateName enum pending running shutting-down terminated stopping stopped
shape InstanceStorageEncryptionSupport enum unsupported required
shape InstanceStorageInfo struct totalSizeInGB=TotalSizeInGB:.long disks=Disks+:DiskInfoList
 nvmeSupport=NvmeSupport:EphemeralNvmeSupport encryptionSupport=EncryptionSupport:InstanceStorageEncryptionSupport
shape InstanceType enum a1.medium a1.large a1.xlarge a1.2xlarge a1.4xlarge a1.metal c1.medium c1.xlarge c3.large
 c3.xlarge c3.2xlarge c3.4xlarge c3.8xlarge c4.large c4.xlarge c4.2xlarge c4.4xlarge c4.8xlarge c5.large c5.xlarge
 c5.2xlarge c5.4xlarge c5.9xlarge c5.12xlarge c5.18xlarge c5.24xlarge c5.metal c5a.large c5a.xlarge c5a.2xlarge
 c5a.4xlarge c5a.8xlarge c5a.12xlarge c5a.16xlarge c5a.24xlarge c5ad.large c5ad.xlarge c5ad.2xlarge c5ad.4xlarge
 c5ad.8xlarge c5ad.12xlarge c5ad.16xlarge c5ad.24xlarge c5d.large c5d.xlarge c5d.2xlarge c5d.4xlarge c5d.9xlarge
 c5d.12xlarge c5d.18xlarge c5d.24xlarge c5d.metal c5n.large c5n.xlarge c5n.2xlarge c5n.4xlarge c5n.9xlarge
 c5n.18xlarge c5n.metal c6g.medium c6g.large c6g.xlarge c6g.2xlarge c6g.4xlarge c6g.8xlarge c6g.12xlarge
 c6g.16xlarge c6g.metal c6gd.medium c6gd.large c6gd.xlarge c6gd.2xlarge c6gd.4xlarge c6gd.8xlarge c6gd.12xlarge
 c6gd.16xlarge c6gd.metal c6gn.medium c6gn.large c6gn.xlarge c6gn.2xlarge c6gn.4xlarge c6gn.8xlarge c6gn.12xlarge
 c6gn.16xlarge c6i.large c6i.xlarge c6i.2xlarge c6i.4xlarge c6i.8xlarge c6i.12xlarge c6i.16xlarge c6i.24xlarge
 c6i.32xlarge c6i.metal cc1.4xlarge cc2.8xlarge cg1.4xlarge cr1.8xlarge d2.xlarge d2.2xlarge d2.4xlarge d2.8xlarge
 d3.xlarge d3.2xlarge d3.4xlarge d3.8xlarge d3en.xlarge d3en.2xlarge d3en.4xlarge d3en.6xlarge d3en.8xlarge
 d3en.12xlarge dl1.24xlarge f1.2xlarge f1.4xlarge f1.16xlarge g2.2xlarge g2.8xlarge g3.4xlarge g3.8xlarge
 g3.16xlarge g3s.xlarge g4ad.xlarge g4ad.2xlarge g4ad.4xlarge g4ad.8xlarge g4ad.16xlarge g4dn.xlarge g4dn.2xlarge
 g4dn.4xlarge g4dn.8xlarge g4dn.12xlarge g4dn.16xlarge g4dn.metal g5.xlarge g5.2xlarge g5.4xlarge g5.8xlarge
 g5.12xlarge g5.16xlarge g5.24xlarge g5.48xlarge g5g.xlarge g5g.2xlarge g5g.4xlarge g5g.8xlarge g5g.16xlarge
 g5g.metal hi1.4xlarge hpc6a.48xlarge hs1.8xlarge h1.2xlarge h1.4xlarge h1.8xlarge h1.16xlarge i2.xlarge i2.2xlarge
 i2.4xlarge i2.8xlarge i3.large i3.xlarge i3.2xlarge i3.4xlarge i3.8xlarge i3.16xlarge i3.metal i3en.large
 i3en.xlarge i3en.2xlarge i3en.3xlarge i3en.6xlarge i3en.12xlarge i3en.24xlarge i3en.metal im4gn.large im4gn.xlarge
 im4gn.2xlarge im4gn.4xlarge im4gn.8xlarge im4gn.16xlarge inf1.xlarge inf1.2xlarge inf1.6xlarge inf1.24xlarge
 is4gen.medium is4gen.large is4gen.xlarge is4gen.2xlarge is4gen.4xlarge is4gen.8xlarge m1.small m1.medium m1.large
 m1.xlarge m2.xlarge m2.2xlarge m2.4xlarge m3.medium m3.large m3.xlarge m3.2xlarge m4.large m4.xlarge m4.2xlarge
 m4.4xlarge m4.10xlarge m4.16xlarge m5.large m5.xlarge m5.2xlarge m5.4xlarge m5.8xlarge m5.12xlarge m5.16xlarge
 m5.24xlarge m5.metal m5a.large m5a.xlarge m5a.2xlarge m5a.4xlarge m5a.8xlarge m5a.12xlarge m5a.16xlarge
 m5a.24xlarge m5ad.large m5ad.xlarge m5ad.2xlarge m5ad.4xlarge m5ad.8xlarge m5ad.12xlarge m5ad.16xlarge
 m5ad.24xlarge m5d.large m5d.xlarge m5d.2xlarge m5d.4xlarge m5d.8xlarge m5d.12xlarge m5d.16xlarge m5d.24xlarge
 m5d.metal m5dn.large m5dn.xlarge m5dn.2xlarge m5dn.4xlarge m5dn.8xlarge m5dn.12xlarge m5dn.16xlarge m5dn.24xlarge
 m5dn.metal m5n.large m5n.xlarge m5n.2xlarge m5n.4xlarge m5n.8xlarge m5n.12xlarge m5n.16xlarge m5n.24xlarge
 m5n.metal m5zn.large m5zn.xlarge m5zn.2xlarge m5zn.3xlarge m5zn.6xlarge m5zn.12xlarge m5zn.metal m6a.large
 m6a.xlarge m6a.2xlarge m6a.4xlarge m6a.8xlarge m6a.12xlarge m6a.16xlarge m6a.24xlarge m6a.32xlarge m6a.48xlarge
 m6g.metal m6g.medium m6g.large m6g.xlarge m6g.2xlarge m6g.4xlarge m6g.8xlarge m6g.12xlarge m6g.16xlarge m6gd.metal
 m6gd.medium m6gd.large m6gd.xlarge m6gd.2xlarge m6gd.4xlarge m6gd.8xlarge m6gd.12xlarge m6gd.16xlarge m6i.large
 m6i.xlarge m6i.2xlarge m6i.4xlarge m6i.8xlarge m6i.12xlarge m6i.16xlarge m6i.24xlarge m6i.32xlarge m6i.metal
 mac1.metal p2.xlarge p2.8xlarge p2.16xlarge p3.2xlarge p3.8xlarge p3.16xlarge p3dn.24xlarge p4d.24xlarge r3.large
 r3.xlarge r3.2xlarge r3.4xlarge r3.8xlarge r4.large r4.xlarge r4.2xlarge r4.4xlarge r4.8xlarge r4.16xlarge r5.large
 r5.xlarge r5.2xlarge r5.4xlarge r5.8xlarge r5.12xlarge r5.16xlarge r5.24xlarge r5.metal r5a.large r5a.xlarge
 r5a.2xlarge r5a.4xlarge r5a.8xlarge r5a.12xlarge r5a.16xlarge r5a.24xlarge r5ad.large r5ad.xlarge r5ad.2xlarge
 r5ad.4xlarge r5ad.8xlarge r5ad.12xlarge r5ad.16xlarge r5ad.24xlarge r5b.large r5b.xlarge r5b.2xlarge r5b.4xlarge
 r5b.8xlarge r5b.12xlarge r5b.16xlarge r5b.24xlarge r5b.metal r5d.large r5d.xlarge r5d.2xlarge r5d.4xlarge
 r5d.8xlarge r5d.12xlarge r5d.16xlarge r5d.24xlarge r5d.metal r5dn.large r5dn.xlarge r5dn.2xlarge r5dn.4xlarge
 r5dn.8xlarge r5dn.12xlarge r5dn.16xlarge r5dn.24xlarge r5dn.metal r5n.large r5n.xlarge r5n.2xlarge r5n.4xlarge
 r5n.8xlarge r5n.12xlarge r5n.16xlarge r5n.24xlarge r5n.metal r6g.medium r6g.large r6g.xlarge r6g.2xlarge
 r6g.4xlarge r6g.8xlarge r6g.12xlarge r6g.16xlarge r6g.metal r6gd.medium r6gd.large r6gd.xlarge r6gd.2xlarge
 r6gd.4xlarge r6gd.8xlarge r6gd.12xlarge r6gd.16xlarge r6gd.metal r6i.large r6i.xlarge r6i.2xlarge r6i.4xlarge
 r6i.8xlarge r6i.12xlarge r6i.16xlarge r6i.24xlarge r6i.32xlarge r6i.metal t1.micro t2.nano t2.micro t2.small
 t2.medium t2.large t2.xlarge t2.2xlarge t3.nano t3.micro t3.small t3.medium t3.large t3.xlarge t3.2xlarge t3a.nano
 t3a.micro t3a.small t3a.medium t3a.large t3a.xlarge t3a.2xlarge t4g.nano t4g.micro t4g.small t4g.medium t4g.large
 t4g.xlarge t4g.2xlarge u-6tb1.56xlarge u-6tb1.112xlarge u-9tb1.112xlarge u-12tb1.112xlarge u-6tb1.metal
 u-9tb1.metal u-12tb1.metal u-18tb1.metal u-24tb1.metal vt1.3xlarge vt1.6xlarge vt1.24xlarge x1.16xlarge x1.32xlarge
 x1e.xlarge x1e.2xlarge x1e.4xlarge x1e.8xlarge x1e.16xlarge x1e.32xlarge x2iezn.2xlarge x2iezn.4xlarge
 x2iezn.6xlarge x2iezn.8xlarge x2iezn.12xlarge x2iezn.metal x2gd.medium x2gd.large x2gd.xlarge x2gd.2xlarge
 x2gd.4xlarge x2gd.8xlarge x2gd.12xlarge x2gd.16xlarge x2gd.metal z1d.large z1d.xlarge z1d.2xlarge z1d.3xlarge
 z1d.6xlarge z1d.12xlarge z1d.metal x2idn.16xlarge x2idn.24xlarge x2idn.32xlarge x2iedn.xlarge x2iedn.2xlarge
 x2iedn.4xlarge x2iedn.8xlarge x2iedn.16xlarge x2iedn.24xlarge x2iedn.32xlarge c6a.large c6a.xlarge c6a.2xlarge
 c6a.4xlarge c6a.8xlarge c6a.12xlarge c6a.16xlarge c6a.24xlarge c6a.32xlarge c6a.48xlarge c6a.metal m6a.metal
 i4i.large i4i.xlarge i4i.2xlarge i4i.4xlarge i4i.8xlarge i4i.16xlarge i4i.32xlarge i4i.metal x2idn.metal
 x2iedn.metal c7g.medium c7g.large c7g.xlarge c7g.2xlarge c7g.4xlarge c7g.8xlarge c7g.12xlarge c7g.16xlarge
 mac2.metal c6id.large c6id.xlarge c6id.2xlarge c6id.4xlarge c6id.8xlarge c6id.12xlarge c6id.16xlarge c6id.24xlarge
 c6id.32xlarge c6id.metal m6id.large m6id.xlarge m6id.2xlarge m6id.4xlarge m6id.8xlarge m6id.12xlarge m6id.16xlarge
 m6id.24xlarge m6id.32xlarge m6id.metal r6id.large r6id.xlarge r6id.2xlarge r6id.4xlarge r6id.8xlarge r6id.12xlarge
 r6id.16xlarge r6id.24xlarge r6id.32xlarge r6id.metal r6a.large r6a.xlarge r6a.2xlarge r6a.4xlarge r6a.8xlarge
 r6a.12xlarge r6a.16xlarge r6a.24xlarge r6a.32xlarge r6a.48xlarge r6a.metal p4de.24xlarge u-3tb1.56xlarge
 u-18tb1.112xlarge u-24tb1.112xlarge trn1.2xlarge trn1.32xlarge hpc6id.32xlarge c6in.large c6in.xlarge c6in.2xlarge
 c6in.4xlarge c6in.8xlarge c6in.12xlarge c6in.16xlarge c6in.24xlarge c6in.32xlarge m6in.large m6in.xlarge
 m6in.2xlarge m6in.4xlarge m6in.8xlarge m6in.12xlarge m6in.16xlarge m6in.24xlarge m6in.32xlarge m6idn.large
 m6idn.xlarge m6idn.2xlarge m6idn.4xlarge m6idn.8xlarge m6idn.12xlarge m6idn.16xlarge m6idn.24xlarge m6idn.32xlarge
 r6in.large r6in.xlarge r6in.2xlarge r6in.4xlarge r6in.8xlarge r6in.12xlarge r6in.16xlarge r6in.24xlarge
 r6in.32xlarge r6idn.large r6idn.xlarge r6idn.2xlarge r6idn.4xlarge r6idn.8xlarge r6idn.12xlarge r6idn.16xlarge
 r6idn.24xlarge r6idn.32xlarge c7g.metal m7g.medium m7g.large m7g.xlarge m7g.2xlarge m7g.4xlarge m7g.8xlarge
 m7g.12xlarge m7g.16xlarge m7g.metal r7g.medium r7g.large r7g.xlarge r7g.2xlarge r7g.4xlarge r7g.8xlarge
 r7g.12xlarge r7g.16xlarge r7g.metal c6in.metal m6in.metal m6idn.metal r6in.metal r6idn.metal inf2.xlarge
 inf2.8xlarge inf2.24xlarge inf2.48xlarge trn1n.32xlarge i4g.large i4g.xlarge i4g.2xlarge i4g.4xlarge i4g.8xlarge
 i4g.16xlarge hpc7g.4xlarge hpc7g.8xlarge hpc7g.16xlarge c7gn.medium c7gn.large c7gn.xlarge c7gn.2xlarge
 c7gn.4xlarge c7gn.8xlarge c7gn.12xlarge c7gn.16xlarge p5.48xlarge m7i.large m7i.xlarge m7i.2xlarge m7i.4xlarge
 m7i.8xlarge m7i.12xlarge m7i.16xlarge m7i.24xlarge m7i.48xlarge m7i-flex.large m7i-flex.xlarge m7i-flex.2xlarge
 m7i-flex.4xlarge m7i-flex.8xlarge m7a.medium m7a.large m7a.xlarge m7a.2xlarge m7a.4xlarge m7a.8xlarge m7a.12xlarge
 m7a.16xlarge m7a.24xlarge m7a.32xlarge m7a.48xlarge m7a.metal-48xl hpc7a.12xlarge hpc7a.24xlarge hpc7a.48xlarge
 hpc7a.96xlarge c7gd.medium c7gd.large c7gd.xlarge c7gd.2xlarge c7gd.4xlarge c7gd.8xlarge c7gd.12xlarge
 c7gd.16xlarge m7gd.medium m7gd.large m7gd.xlarge m7gd.2xlarge m7gd.4xlarge m7gd.8xlarge m7gd.12xlarge m7gd.16xlarge
 r7gd.medium r7gd.large r7gd.xlarge r7gd.2xlarge r7gd.4xlarge r7gd.8xlarge r7gd.12xlarge r7gd.16xlarge r7a.medium
 r7a.large r7a.xlarge r7a.2xlarge r7a.4xlarge r7a.8xlarge r7a.12xlarge r7a.16xlarge r7a.24xlarge r7a.32xlarge
 r7a.48xlarge c7i.large c7i.xlarge c7i.2xlarge c7i.4xlarge c7i.8xlarge c7i.12xlarge c7i.16xlarge c7i.24xlarge
 c7i.48xlarge mac2-m2pro.metal r7iz.large r7iz.xlarge r7iz.2xlarge r7iz.4xlarge r7iz.8xlarge r7iz.12xlarge
 r7iz.16xlarge r7iz.32xlarge c7a.medium c7a.large c7a.xlarge c7a.2xlarge c7a.4xlarge c7a.8xlarge c7a.12xlarge
 c7a.16xlarge c7a.24xlarge c7a.32xlarge c7a.48xlarge c7a.metal-48xl r7a.metal-48xl r7i.large r7i.xlarge r7i.2xlarge
 r7i.4xlarge r7i.8xlarge r7i.12xlarge r7i.16xlarge r7i.24xlarge r7i.48xlarge dl2q.24xlarge mac2-m2.metal
 i4i.12xlarge i4i.24xlarge c7i.metal-24xl c7i.metal-48xl m7i.metal-24xl m7i.metal-48xl r7i.metal-24xl r7i.metal-48xl
 r7iz.metal-16xl r7iz.metal-32xl c7gd.metal m7gd.metal r7gd.metal g6.xlarge g6.2xlarge g6.4xlarge g6.8xlarge
 g6.12xlarge g6.16xlarge g6.24xlarge g6.48xlarge gr6.4xlarge gr6.8xlarge c7i-flex.large c7i-flex.xlarge
 c7i-flex.2xlarge c7i-flex.4xlarge c7i-flex.8xlarge u7i-12tb.224xlarge u7in-16tb.224xlarge u7in-24tb.224xlarge
 u7in-32tb.224xlarge u7ib-12tb.224xlarge c7gn.metal r8g.medium r8g.large r8g.xlarge r8g.2xlarge r8g.4xlarge
 r8g.8xlarge r8g.12xlarge r8g.16xlarge r8g.24xlarge r8g.48xlarge r8g.metal-24xl r8g.metal-48xl mac2-m1ultra.metal
 g6e.xlarge g6e.2xlarge g6e.4xlarge g6e.8xlarge g6e.12xlarge g6e.16xlarge g6e.24xlarge g6e.48xlarge c8g.medium
 c8g.large c8g.xlarge c8g.2xlarge c8g.4xlarge c8g.8xlarge c8g.12xlarge c8g.16xlarge c8g.24xlarge c8g.48xlarge
 c8g.metal-24xl c8g.metal-48xl m8g.medium m8g.large m8g.xlarge m8g.2xlarge m8g.4xlarge m8g.8xlarge m8g.12xlarge
 m8g.16xlarge m8g.24xlarge m8g.48xlarge m8g.metal-24xl m8g.metal-48xl x8g.medium x8g.large x8g.xlarge x8g.2xlarge
 x8g.4xlarge x8g.8xlarge x8g.12xlarge x8g.16xlarge x8g.24xlarge x8g.48xlarge x8g.metal-24xl x8g.metal-48xl
 i7ie.large i7ie.xlarge i7ie.2xlarge i7ie.3xlarge i7ie.6xlarge i7ie.12xlarge i7ie.18xlarge i7ie.24xlarge
 i7ie.48xlarge i8g.large i8g.xlarge i8g.2xlarge i8g.4xlarge i8g.8xlarge i8g.12xlarge i8g.16xlarge i8g.24xlarge
 i8g.metal-24xl u7i-6tb.112xlarge u7i-8tb.112xlarge u7inh-32tb.480xlarge p5e.48xlarge p5en.48xlarge f2.12xlarge
 f2.48xlarge trn2.48xlarge c7i-flex.12xlarge c7i-flex.16xlarge m7i-flex.12xlarge m7i-flex.16xlarge i7ie.metal-24xl
 i7ie.metal-48xl i8g.48xlarge c8gd.medium c8gd.large c8gd.xlarge c8gd.2xlarge c8gd.4xlarge c8gd.8xlarge
 c8gd.12xlarge c8gd.16xlarge c8gd.24xlarge c8gd.48xlarge c8gd.metal-24xl c8gd.metal-48xl i7i.large i7i.xlarge
 i7i.2xlarge i7i.4xlarge i7i.8xlarge i7i.12xlarge i7i.16xlarge i7i.24xlarge i7i.48xlarge i7i.metal-24xl
 i7i.metal-48xl p6-b200.48xlarge m8gd.medium m8gd.large m8gd.xlarge m8gd.2xlarge m8gd.4xlarge m8gd.8xlarge
 m8gd.12xlarge m8gd.16xlarge m8gd.24xlarge m8gd.48xlarge m8gd.metal-24xl m8gd.metal-48xl r8gd.medium r8gd.large
 r8gd.xlarge r8gd.2xlarge r8gd.4xlarge r8gd.8xlarge r8gd.12xlarge r8gd.16xlarge r8gd.24xlarge r8gd.48xlarge
 r8gd.metal-24xl r8gd.metal-48xl c8gn.medium c8gn.large c8gn.xlarge c8gn.2xlarge c8gn.4xlarge c8gn.8xlarge
 c8gn.12xlarge c8gn.16xlarge c8gn.24xlarge c8gn.48xlarge c8gn.metal-24xl c8gn.metal-48xl f2.6xlarge
 p6e-gb200.36xlarge g6f.large g6f.xlarge g6f.2xlarge g6f.4xlarge gr6f.4xlarge p5.4xlarge r8i.large r8i.xlarge
 r8i.2xlarge r8i.4xlarge r8i.8xlarge r8i.12xlarge r8i.16xlarge r8i.24xlarge r8i.32xlarge r8i.48xlarge r8i.96xlarge
 r8i.metal-48xl r8i.metal-96xl r8i-flex.large r8i-flex.xlarge r8i-flex.2xlarge r8i-flex.4xlarge r8i-flex.8xlarge
 r8i-flex.12xlarge r8i-flex.16xlarge m8i.large m8i.xlarge m8i.2xlarge m8i.4xlarge m8i.8xlarge m8i.12xlarge
 m8i.16xlarge m8i.24xlarge m8i.32xlarge m8i.48xlarge m8i.96xlarge m8i.metal-48xl m8i.metal-96xl m8i-flex.large
 m8i-flex.xlarge m8i-flex.2xlarge m8i-flex.4xlarge m8i-flex.8xlarge m8i-flex.12xlarge m8i-flex.16xlarge i8ge.large
 i8ge.xlarge i8ge.2xlarge i8ge.3xlarge i8ge.6xlarge i8ge.12xlarge i8ge.18xlarge i8ge.24xlarge i8ge.48xlarge
 i8ge.metal-24xl i8ge.metal-48xl mac-m4.metal mac-m4pro.metal r8gn.medium r8gn.large r8gn.xlarge r8gn.2xlarge
 r8gn.4xlarge r8gn.8xlarge r8gn.12xlarge r8gn.16xlarge r8gn.24xlarge r8gn.48xlarge r8gn.metal-24xl r8gn.metal-48xl
 c8i.large c8i.xlarge c8i.2xlarge c8i.4xlarge c8i.8xlarge c8i.12xlarge c8i.16xlarge c8i.24xlarge c8i.32xlarge
 c8i.48xlarge c8i.96xlarge c8i.metal-48xl c8i.metal-96xl c8i-flex.large c8i-flex.xlarge c8i-flex.2xlarge
 c8i-flex.4xlarge c8i-flex.8xlarge c8i-flex.12xlarge c8i-flex.16xlarge r8gb.medium r8gb.large r8gb.xlarge
 r8gb.2xlarge r8gb.4xlarge r8gb.8xlarge r8gb.12xlarge r8gb.16xlarge r8gb.24xlarge r8gb.metal-24xl m8a.medium
 m8a.large m8a.xlarge m8a.2xlarge m8a.4xlarge m8a.8xlarge m8a.12xlarge m8a.16xlarge m8a.24xlarge m8a.48xlarge
 m8a.metal-24xl m8a.metal-48xl trn2.3xlarge r8a.medium r8a.large r8a.xlarge r8a.2xlarge r8a.4xlarge r8a.8xlarge
 r8a.12xlarge r8a.16xlarge r8a.24xlarge r8a.48xlarge r8a.metal-24xl r8a.metal-48xl p6-b300.48xlarge c8a.medium
 c8a.large c8a.xlarge c8a.2xlarge c8a.4xlarge c8a.8xlarge c8a.12xlarge c8a.16xlarge c8a.24xlarge c8a.48xlarge
 c8a.metal-24xl c8a.metal-48xl c8gb.12xlarge c8gb.16xlarge c8gb.24xlarge c8gb.2xlarge c8gb.4xlarge c8gb.8xlarge
 c8gb.large c8gb.medium c8gb.metal-24xl c8gb.xlarge c8gb.48xlarge c8gb.metal-48xl m8gb.12xlarge m8gb.16xlarge
 m8gb.24xlarge m8gb.2xlarge m8gb.4xlarge m8gb.8xlarge m8gb.large m8gb.medium m8gb.xlarge m8gb.48xlarge
 m8gb.metal-24xl m8gb.metal-48xl m8gn.12xlarge m8gn.16xlarge m8gn.24xlarge m8gn.2xlarge m8gn.48xlarge m8gn.4xlarge
 m8gn.8xlarge m8gn.large m8gn.medium m8gn.xlarge m8gn.metal-24xl m8gn.metal-48xl x8aedz.12xlarge x8aedz.24xlarge
 x8aedz.3xlarge x8aedz.6xlarge x8aedz.large x8aedz.metal-12xl x8aedz.metal-24xl x8aedz.xlarge m8azn.medium
 m8azn.large m8azn.xlarge m8azn.3xlarge m8azn.6xlarge m8azn.12xlarge m8azn.24xlarge m8azn.metal-12xl
 m8azn.metal-24xl x8i.large x8i.xlarge x8i.2xlarge x8i.4xlarge x8i.8xlarge x8i.12xlarge x8i.16xlarge x8i.24xlarge
 x8i.32xlarge x8i.48xlarge x8i.64xlarge x8i.96xlarge x8i.metal-48xl x8i.metal-96xl mac-m4max.metal g7e.2xlarge
 g7e.4xlarge g7e.8xlarge g7e.12xlarge g7e.24xlarge g7e.48xlarge r8id.large r8id.xlarge r8id.2xlarge r8id.4xlarge
 r8id.8xlarge r8id.12xlarge r8id.16xlarge r8id.24xlarge r8id.32xlarge r8id.48xlarge r8id.96xlarge r8id.metal-48xl
 r8id.metal-96xl c8id.large c8id.xlarge c8id.2xlarge c8id.4xlarge c8id.8xlarge c8id.12xlarge c8id.16xlarge
 c8id.24xlarge c8id.32xlarge c8id.48xlarge c8id.96xlarge c8id.metal-48xl c8id.metal-96xl m8id.large m8id.xlarge
 m8id.2xlarge m8id.4xlarge m8id.8xlarge m8id.12xlarge m8id.16xlarge m8id.24xlarge m8id.32xlarge m8id.48xlarge
 m8id.96xlarge m8id.metal-48xl m8id.metal-96xl hpc8a.96xlarge c8in.large c8in.xlarge c8in.2xlarge c8in.4xlarge
 c8in.8xlarge c8in.12xlarge c8in.16xlarge c8in.24xlarge c8in.32xlarge c8in.48xlarge c8in.96xlarge c8in.metal-48xl
 c8in.metal-96xl c8ib.large c8ib.xlarge c8ib.2xlarge c8ib.4xlarge c8ib.8xlarge c8ib.12xlarge c8ib.16xlarge
 c8ib.24xlarge c8ib.32xlarge c8ib.48xlarge c8ib.96xlarge c8ib.metal-48xl c8ib.metal-96xl r8in.large r8in.xlarge
 r8in.2xlarge r8in.4xlarge r8in.8xlarge r8in.12xlarge r8in.16xlarge r8in.24xlarge r8in.32xlarge r8in.48xlarge
 r8in.96xlarge r8ib.large r8ib.xlarge r8ib.2xlarge r8ib.4xlarge r8ib.8xlarge r8ib.12xlarge r8ib.16xlarge
 r8ib.24xlarge r8ib.32xlarge r8ib.48xlarge r8ib.96xlarge m8in.large m8in.xlarge m8in.2xlarge m8in.4xlarge
 m8in.8xlarge m8in.12xlarge m8in.16xlarge m8in.24xlarge m8in.32xlarge m8in.48xlarge m8in.96xlarge m8ib.large
 m8ib.xlarge m8ib.2xlarge m8ib.4xlarge m8ib.8xlarge m8ib.12xlarge m8ib.16xlarge m8ib.24xlarge m8ib.32xlarge
 m8ib.48xlarge m8ib.96xlarge m8ine.large m8ine.xlarge m8ine.2xlarge m8ine.4xlarge m8ine.8xlarge m8ine.12xlarge
 c8ine.large c8ine.xlarge c8ine.2xlarge c8ine.4xlarge c8ine.8xlarge c8ine.12xlarge m8idn.large m8idn.xlarge
 m8idn.2xlarge m8idn.4xlarge m8idn.8xlarge m8idn.12xlarge m8idn.16xlarge m8idn.24xlarge m8idn.32xlarge
 m8idn.48xlarge m8idn.96xlarge r8idn.large r8idn.xlarge r8idn.2xlarge r8idn.4xlarge r8idn.8xlarge r8idn.12xlarge
 r8idn.16xlarge r8idn.24xlarge r8idn.32xlarge r8idn.48xlarge r8idn.96xlarge m8idb.large m8idb.xlarge m8idb.2xlarge
 m8idb.4xlarge m8idb.8xlarge m8idb.12xlarge m8idb.16xlarge m8idb.24xlarge m8idb.32xlarge m8idb.48xlarge
 m8idb.96xlarge r8idb.large r8idb.xlarge r8idb.2xlarge r8idb.4xlarge r8idb.8xlarge r8idb.12xlarge r8idb.16xlarge
 r8idb.24xlarge r8idb.32xlarge r8idb.48xlarge r8idb.96xlarge mac-m3ultra.metal m9g.large m9g.xlarge m9g.2xlarge
 m9g.4xlarge m9g.8xlarge m9g.12xlarge m9g.16xlarge m9g.24xlarge m9g.48xlarge m9g.metal-24xl m9g.metal-48xl
 m9gd.large m9gd.xlarge m9gd.2xlarge m9gd.4xlarge m9gd.8xlarge m9gd.12xlarge m9gd.16xlarge m9gd.24xlarge
 m9gd.48xlarge m9gd.metal-24xl m9gd.metal-48xl r8in.metal-48xl r8in.metal-96xl r8ib.metal-48xl r8ib.metal-96xl
 r8idn.metal-48xl r8idn.metal-96xl r8idb.metal-48xl r8idb.metal-96xl m8in.metal-48xl m8in.metal-96xl m8ib.metal-48xl
 m8ib.metal-96xl m8idn.metal-48xl m8idn.metal-96xl m8idb.metal-48xl m8idb.metal-96xl g7.2xlarge g7.4xlarge
 g7.8xlarge g7.12xlarge g7.24xlarge g7.48xlarge c9g.medium c9g.large c9g.xlarge c9g.2xlarge c9g.4xlarge c9g.8xlarge
 c9g.12xlarge c9g.16xlarge c9g.24xlarge c9g.48xlarge c9g.metal-48xl c9gd.medium c9gd.large c9gd.xlarge c9gd.2xlarge
 c9gd.4xlarge c9gd.8xlarge c9gd.12xlarge c9gd.16xlarge c9gd.24xlarge c9gd.48xlarge c9gd.metal-48xl r9g.medium
 r9g.large r9g.xlarge r9g.2xlarge r9g.4xlarge r9g.8xlarge r9g.12xlarge r9g.16xlarge r9g.24xlarge r9g.48xlarge
 r9g.metal-48xl r9gd.medium r9gd.large r9gd.xlarge r9gd.2xlarge r9gd.4xlarge r9gd.8xlarge r9gd.12xlarge
 r9gd.16xlarge r9gd.24xlarge r9gd.48xlarge r9gd.metal-48xl m9g.medium t8i.nano t8i.micro t8i.small t8i.medium
 i8g.metal-48xl r8gb.48xlarge r8gb.metal-48xl m9gd.medium trn2u.48xlarge
shape InstanceTypeHypervisor enum nitro xen
shape InstanceTypeInfo struct instanceType=InstanceType:InstanceType currentGeneration=CurrentGeneration:.bool
 freeTierEligible=FreeTierEligible:.bool supportedUsageClasses=SupportedUsageClasses+:UsageClassTypeList
 supportedRootDeviceTypes=SupportedRootDeviceTypes+:RootDeviceTypeList
 supportedVirtualizationTypes=SupportedVirtualizationTypes+:VirtualizationTypeList bareMetal=BareMetal:.bool
 hypervisor=Hypervisor:InstanceTypeHypervisor processorInfo=ProcessorInfo:ProcessorInfo vCpuInfo=VCpuInfo:VCpuInfo
 memoryInfo=MemoryInfo:MemoryInfo instanceStorageSupported=InstanceStorageSupported:.bool
 instanceStorageInfo=InstanceStorageInfo:InstanceStorageInfo ebsInfo=EbsInfo:EbsInfo
 networkInfo=NetworkInfo:NetworkInfo gpuInfo=GpuInfo:GpuInfo fpgaInfo=FpgaInfo:FpgaInfo
 placementGroupInfo=PlacementGroupInfo:PlacementGroupInfo
 inferenceAcceleratorInfo=InferenceAcceleratorInfo:InferenceAcceleratorInfo
 hibernationSupported=HibernationSupported:.bool burstablePerformanceSupported=BurstablePerformanceSupported:.bool
 dedicatedHostsSupported=DedicatedHostsSupported:.bool autoRecoverySupported=AutoRecoverySupported:.bool
 supportedBootModes=SupportedBootModes+:BootModeTypeList
 nitroEnclavesSupport=NitroEnclavesSupport:NitroEnclavesSupport nitroTpmSupport=NitroTpmSupport:NitroTpmSupport
 nitroTpmInfo=NitroTpmInfo:NitroTpmInfo mediaAcceleratorInfo=MediaAcceleratorInfo:MediaAcceleratorInfo
 neuronInfo=NeuronInfo:NeuronInfo phcSupport=PhcSupport:PhcSupport
 rebootMigrationSupport=RebootMigrationSupport:RebootMigrationSupport supportedInRegion=SupportedInRegion:.bool
shape InstanceTypeInfoList list InstanceTypeInfo=item
shape InstanceTypeOffering struct instanceType=InstanceType:InstanceType locationType=LocationType:LocationType
 location=Location:.str
shape InstanceTypeOfferingsList list InstanceTypeOffering=item
shape InternetGateway struct attachmentSet=Attachments+:InternetGatewayAttachmentList
 internetGatewayId=InternetGatewayId:.str ownerId=OwnerId:.str tagSet=Tags+:TagList
shape InternetGatewayAttachment struct state=State:AttachmentStatus vpcId=VpcId:.str
shape InternetGatewayAttachmentList list InternetGatewayAttachment=item
shape InternetGatewayIdList list .str=item
shape InternetGatewayList list InternetGateway=item
shape IpAddressType enum ipv4 dualstack ipv6
shape IpPermission struct ipProtocol=IpProtocol:.str fromPort=FromPort:.int toPort=ToPort:.int
 groups=UserIdGroupPairs+:UserIdGroupPairList ipRanges=IpRanges+:IpRangeList ipv6Ranges=Ipv6Ranges+:Ipv6RangeList
 prefixListIds=PrefixListIds+:PrefixListIdList
shape IpPermissionList list IpPermission=item
shape IpRange struct description=Description:.str cidrIp=CidrIp:.str
shape IpRangeList list IpRange=item
shape IpSource enum amazon byoip none
shape IpamComplianceStatus enum compliant noncompliant unmanaged ignored
shape IpamManagementState enum managed unmanaged ignored
shape IpamOverlapStatus enum overlapping nonoverlapping ignored
shape IpamPool struct ownerId=OwnerId:.str ipamPoolId=IpamPoolId:.str sourceIpamPoolId=SourceIpamPoolId:.str
 ipamPoolArn=IpamPoolArn:.str ipamScopeArn=IpamScopeArn:.str ipamScopeType=IpamScopeType:IpamScopeType
 ipamArn=IpamArn:.str ipamRegion=IpamRegion:.str locale=Locale:.str poolDepth=PoolDepth:.int
 state=State:IpamPoolState stateMessage=StateMessage:.str description=Description:.str autoImport=AutoImport:.bool
 publiclyAdvertisable=PubliclyAdvertisable:.bool addressFamily=AddressFamily:AddressFamily
 allocationMinNetmaskLength=AllocationMinNetmaskLength:.int
 allocationMaxNetmaskLength=AllocationMaxNetmaskLength:.int
 allocationDefaultNetmaskLength=AllocationDefaultNetmaskLength:.int
 allocationResourceTagSet=AllocationResourceTags+:IpamResourceTagList tagSet=Tags+:TagList
 awsService=AwsService:IpamPoolAwsService publicIpSource=PublicIpSource:IpamPoolPublicIpSource
 sourceResource=SourceResource:IpamPoolSourceResource
shape IpamPoolAwsService enum ec2 global-services
shape IpamPoolPublicIpSource enum amazon byoip
shape IpamPoolSet list IpamPool=item
shape IpamPoolSourceResource struct resourceId=ResourceId:.str resourceType=ResourceType:IpamPoolSourceResourceType
 resourceRegion=ResourceRegion:.str resourceOwner=ResourceOwner:.str
shape IpamPoolSourceResourceType enum vpc
shape IpamPoolState enum create-in-progress create-complete create-failed modify-in-progress modify-complete
 modify-failed delete-in-progress delete-complete delete-failed isolate-in-progress isolate-complete
 restore-in-progress
shape IpamResourceCidr struct ipamId=IpamId:.str ipamScopeId=IpamScopeId:.str ipamPoolId=IpamPoolId:.str
 resourceRegion=ResourceRegion:.str resourceOwnerId=ResourceOwnerId:.str resourceId=ResourceId:.str
 resourceName=ResourceName:.str resourceCidr=ResourceCidr:.str resourceType=ResourceType:IpamResourceType
 resourceTagSet=ResourceTags+:IpamResourceTagList ipUsage=IpUsage:.double
 complianceStatus=ComplianceStatus:IpamComplianceStatus managementState=ManagementState:IpamManagementState
 overlapStatus=OverlapStatus:IpamOverlapStatus vpcId=VpcId:.str availabilityZoneId=AvailabilityZoneId:.str
shape IpamResourceCidrSet list IpamResourceCidr=item
shape IpamResourceTag struct key=Key:.str value=Value:.str
shape IpamResourceTagList list IpamResourceTag=item
shape IpamResourceType enum vpc subnet eip public-ipv4-pool ipv6-pool eni anycast-ip-list
shape IpamScopeType enum public private
shape Ipv4PrefixList list Ipv4PrefixSpecificationRequest=item
shape Ipv4PrefixListResponse list Ipv4PrefixSpecificationResponse=item
shape Ipv4PrefixSpecification struct ipv4Prefix=Ipv4Prefix:.str
shape Ipv4PrefixSpecificationRequest struct Ipv4Prefix:.str
shape Ipv4PrefixSpecificationResponse struct ipv4Prefix=Ipv4Prefix:.str
shape Ipv4PrefixesList list Ipv4PrefixSpecification=item
shape Ipv6AddressAttribute enum public private
shape Ipv6CidrBlock struct ipv6CidrBlock=Ipv6CidrBlock:.str
shape Ipv6CidrBlockSet list Ipv6CidrBlock=item
shape Ipv6PrefixList list Ipv6PrefixSpecificationRequest=item
shape Ipv6PrefixListResponse list Ipv6PrefixSpecificationResponse=item
shape Ipv6PrefixSpecification struct ipv6Prefix=Ipv6Prefix:.str
shape Ipv6PrefixSpecificationRequest struct Ipv6Prefix:.str
shape Ipv6PrefixSpecificationResponse struct ipv6Prefix=Ipv6Prefix:.str
shape Ipv6PrefixesList list Ipv6PrefixSpecification=item
shape Ipv6Range struct description=Description:.str cidrIpv6=CidrIpv6:.str
shape Ipv6RangeList list Ipv6Range=item
shape Ipv6SupportValue enum enable disable
shape LastError struct message=Message:.str code=Code:.str
shape LaunchTemplate struct launchTemplateId=LaunchTemplateId:.str launchTemplateName=LaunchTemplateName:.str
 createTime=CreateTime:.time createdBy=CreatedBy:.str defaultVersionNumber=DefaultVersionNumber:.long
 latestVersionNumber=LatestVersionNumber:.long tagSet=Tags+:TagList operator=Operator:OperatorResponse
shape LaunchTemplateAutoRecoveryState enum default disabled
shape LaunchTemplateBlockDeviceMapping struct deviceName=DeviceName:.str virtualName=VirtualName:.str
 ebs=Ebs:LaunchTemplateEbsBlockDevice noDevice=NoDevice:.str
shape LaunchTemplateBlockDeviceMappingList list LaunchTemplateBlockDeviceMapping=item
shape LaunchTemplateBlockDeviceMappingRequest struct DeviceName:.str VirtualName:.str
 Ebs:LaunchTemplateEbsBlockDeviceRequest NoDevice:.str
shape LaunchTemplateBlockDeviceMappingRequestList list LaunchTemplateBlockDeviceMappingRequest=BlockDeviceMapping
shape LaunchTemplateCapacityReservationSpecificationRequest struct
 CapacityReservationPreference:CapacityReservationPreference CapacityReservationTarget:CapacityReservationTarget
shape LaunchTemplateCapacityReservationSpecificationResponse struct
 capacityReservationPreference=CapacityReservationPreference:CapacityReservationPreference
 capacityReservationTarget=CapacityReservationTarget:CapacityReservationTargetResponse
shape LaunchTemplateCpuOptions struct coreCount=CoreCount:.int threadsPerCore=ThreadsPerCore:.int
 amdSevSnp=AmdSevSnp:AmdSevSnpSpecification
 nestedVirtualization=NestedVirtualization:NestedVirtualizationSpecification
shape LaunchTemplateCpuOptionsRequest struct CoreCount:.int ThreadsPerCore:.int AmdSevSnp:AmdSevSnpSpecification
 NestedVirtualization:NestedVirtualizationSpecification
shape LaunchTemplateEbsBlockDevice struct encrypted=Encrypted:.bool deleteOnTermination=DeleteOnTermination:.bool
 iops=Iops:.int kmsKeyId=KmsKeyId:.str snapshotId=SnapshotId:.str volumeSize=VolumeSize:.int
 volumeType=VolumeType:VolumeType throughput=Throughput:.int volumeInitializationRate=VolumeInitializationRate:.int
 ebsCardIndex=EbsCardIndex:.int
shape LaunchTemplateEbsBlockDeviceRequest struct Encrypted:.bool DeleteOnTermination:.bool Iops:.int KmsKeyId:.str
 SnapshotId:.str VolumeSize:.int VolumeType:VolumeType Throughput:.int VolumeInitializationRate:.int
 EbsCardIndex:.int
shape LaunchTemplateElasticInferenceAccelerator struct Type!:.str Count:.int
shape LaunchTemplateElasticInferenceAcceleratorList list LaunchTemplateElasticInferenceAccelerator=item
shape LaunchTemplateElasticInferenceAcceleratorResponse struct type=Type:.str count=Count:.int
shape LaunchTemplateElasticInferenceAcceleratorResponseList list
 LaunchTemplateElasticInferenceAcceleratorResponse=item
shape LaunchTemplateEnaSrdSpecification struct enaSrdEnabled=EnaSrdEnabled:.bool
 enaSrdUdpSpecification=EnaSrdUdpSpecification:LaunchTemplateEnaSrdUdpSpecification
shape LaunchTemplateEnaSrdUdpSpecification struct enaSrdUdpEnabled=EnaSrdUdpEnabled:.bool
shape LaunchTemplateEnclaveOptions struct enabled=Enabled:.bool
shape LaunchTemplateEnclaveOptionsRequest struct Enabled:.bool
shape LaunchTemplateHibernationOptions struct configured=Configured:.bool
shape LaunchTemplateHibernationOptionsRequest struct Configured:.bool
shape LaunchTemplateHttpTokensState enum optional required
shape LaunchTemplateIamInstanceProfileSpecification struct arn=Arn:.str name=Name:.str
shape LaunchTemplateIamInstanceProfileSpecificationRequest struct Arn:.str Name:.str
shape LaunchTemplateIdStringList list .str=item
shape LaunchTemplateInstanceMaintenanceOptions struct autoRecovery=AutoRecovery:LaunchTemplateAutoRecoveryState
shape LaunchTemplateInstanceMaintenanceOptionsRequest struct AutoRecovery:LaunchTemplateAutoRecoveryState
shape LaunchTemplateInstanceMarketOptions struct marketType=MarketType:MarketType
 spotOptions=SpotOptions:LaunchTemplateSpotMarketOptions
shape LaunchTemplateInstanceMarketOptionsRequest struct MarketType:MarketType
 SpotOptions:LaunchTemplateSpotMarketOptionsRequest
shape LaunchTemplateInstanceMetadataEndpointState enum disabled enabled
shape LaunchTemplateInstanceMetadataOptions struct state=State:LaunchTemplateInstanceMetadataOptionsState
 httpTokens=HttpTokens:LaunchTemplateHttpTokensState httpPutResponseHopLimit=HttpPutResponseHopLimit:.int
 httpEndpoint=HttpEndpoint:LaunchTemplateInstanceMetadataEndpointState
 httpProtocolIpv6=HttpProtocolIpv6:LaunchTemplateInstanceMetadataProtocolIpv6
 instanceMetadataTags=InstanceMetadataTags:LaunchTemplateInstanceMetadataTagsState
shape LaunchTemplateInstanceMetadataOptionsRequest struct HttpTokens:LaunchTemplateHttpTokensState
 HttpPutResponseHopLimit:.int HttpEndpoint:LaunchTemplateInstanceMetadataEndpointState
 HttpProtocolIpv6:LaunchTemplateInstanceMetadataProtocolIpv6
 InstanceMetadataTags:LaunchTemplateInstanceMetadataTagsState
shape LaunchTemplateInstanceMetadataOptionsState enum pending applied
shape LaunchTemplateInstanceMetadataProtocolIpv6 enum disabled enabled
shape LaunchTemplateInstanceMetadataTagsState enum disabled enabled
shape LaunchTemplateInstanceNetworkInterfaceSpecification struct
 associateCarrierIpAddress=AssociateCarrierIpAddress:.bool associatePublicIpAddress=AssociatePublicIpAddress:.bool
 deleteOnTermination=DeleteOnTermination:.bool description=Description:.str deviceIndex=DeviceIndex:.int
 groupSet=Groups+:GroupIdStringList interfaceType=InterfaceType:.str ipv6AddressCount=Ipv6AddressCount:.int
 ipv6AddressesSet=Ipv6Addresses+:InstanceIpv6AddressList networkInterfaceId=NetworkInterfaceId:.str
 privateIpAddress=PrivateIpAddress:.str privateIpAddressesSet=PrivateIpAddresses+:PrivateIpAddressSpecificationList
 secondaryPrivateIpAddressCount=SecondaryPrivateIpAddressCount:.int subnetId=SubnetId:.str
 networkCardIndex=NetworkCardIndex:.int ipv4PrefixSet=Ipv4Prefixes+:Ipv4PrefixListResponse
 ipv4PrefixCount=Ipv4PrefixCount:.int ipv6PrefixSet=Ipv6Prefixes+:Ipv6PrefixListResponse
 ipv6PrefixCount=Ipv6PrefixCount:.int primaryIpv6=PrimaryIpv6:.bool
 enaSrdSpecification=EnaSrdSpecification:LaunchTemplateEnaSrdSpecification
 connectionTrackingSpecification=ConnectionTrackingSpecification:ConnectionTrackingSpecification
 enaQueueCount=EnaQueueCount:.int
shape LaunchTemplateInstanceNetworkInterfaceSpecificationList list
 LaunchTemplateInstanceNetworkInterfaceSpecification=item
shape LaunchTemplateInstanceNetworkInterfaceSpecificationRequest struct AssociateCarrierIpAddress:.bool
 AssociatePublicIpAddress:.bool DeleteOnTermination:.bool Description:.str DeviceIndex:.int
 SecurityGroupId=Groups+:SecurityGroupIdStringList InterfaceType:.str Ipv6AddressCount:.int
 Ipv6Addresses+:InstanceIpv6AddressListRequest NetworkInterfaceId:.str PrivateIpAddress:.str
 PrivateIpAddresses+:PrivateIpAddressSpecificationList SecondaryPrivateIpAddressCount:.int SubnetId:.str
 NetworkCardIndex:.int Ipv4Prefix=Ipv4Prefixes+:Ipv4PrefixList Ipv4PrefixCount:.int
 Ipv6Prefix=Ipv6Prefixes+:Ipv6PrefixList Ipv6PrefixCount:.int PrimaryIpv6:.bool
 EnaSrdSpecification:EnaSrdSpecificationRequest
 ConnectionTrackingSpecification:ConnectionTrackingSpecificationRequest EnaQueueCount:.int
shape LaunchTemplateInstanceNetworkInterfaceSpecificationRequestList list
 LaunchTemplateInstanceNetworkInterfaceSpecificationRequest=InstanceNetworkInterfaceSpecification
shape LaunchTemplateInstanceSecondaryInterfaceSpecification struct deleteOnTermination=DeleteOnTermination:.bool
 deviceIndex=DeviceIndex:.int
 privateIpAddressesSet=PrivateIpAddresses+:SecondaryInterfacePrivateIpAddressSpecificationList
 privateIpAddressCount=PrivateIpAddressCount:.int secondarySubnetId=SecondarySubnetId:.str
 interfaceType=InterfaceType:SecondaryInterfaceType networkCardIndex=NetworkCardIndex:.int
shape LaunchTemplateInstanceSecondaryInterfaceSpecificationList list
 LaunchTemplateInstanceSecondaryInterfaceSpecification=item
shape LaunchTemplateInstanceSecondaryInterfaceSpecificationRequest struct DeleteOnTermination:.bool DeviceIndex:.int
 PrivateIpAddress=PrivateIpAddresses+:SecondaryInterfacePrivateIpAddressSpecificationListRequest
 PrivateIpAddressCount:.int SecondarySubnetId:.str InterfaceType:SecondaryInterfaceType NetworkCardIndex:.int
shape LaunchTemplateInstanceSecondaryInterfaceSpecificationRequestList list
 LaunchTemplateInstanceSecondaryInterfaceSpecificationRequest=InstanceSecondaryInterfaceSpecification
shape LaunchTemplateLicenseConfiguration struct licenseConfigurationArn=LicenseConfigurationArn:.str
shape LaunchTemplateLicenseConfigurationRequest struct LicenseConfigurationArn:.str
shape LaunchTemplateLicenseList list LaunchTemplateLicenseConfiguration=item
shape LaunchTemplateLicenseSpecificationListRequest list LaunchTemplateLicenseConfigurationRequest=item
shape LaunchTemplateNameStringList list .str=item
shape LaunchTemplateNetworkPerformanceOptions struct
 bandwidthWeighting=BandwidthWeighting:InstanceBandwidthWeighting
shape LaunchTemplateNetworkPerformanceOptionsRequest struct BandwidthWeighting:InstanceBandwidthWeighting
shape LaunchTemplatePlacement struct availabilityZone=AvailabilityZone:.str
 availabilityZoneId=AvailabilityZoneId:.str affinity=Affinity:.str groupName=GroupName:.str hostId=HostId:.str
 tenancy=Tenancy:Tenancy spreadDomain=SpreadDomain:.str hostResourceGroupArn=HostResourceGroupArn:.str
 partitionNumber=PartitionNumber:.int groupId=GroupId:.str
shape LaunchTemplatePlacementRequest struct AvailabilityZone:.str AvailabilityZoneId:.str Affinity:.str
 GroupName:.str HostId:.str Tenancy:Tenancy SpreadDomain:.str HostResourceGroupArn:.str PartitionNumber:.int
 GroupId:.str
shape LaunchTemplatePrivateDnsNameOptions struct hostnameType=HostnameType:HostnameType
 enableResourceNameDnsARecord=EnableResourceNameDnsARecord:.bool
 enableResourceNameDnsAAAARecord=EnableResourceNameDnsAAAARecord:.bool
shape LaunchTemplatePrivateDnsNameOptionsRequest struct HostnameType:HostnameType EnableResourceNameDnsARecord:.bool
 EnableResourceNameDnsAAAARecord:.bool
shape LaunchTemplateSet list LaunchTemplate=item
shape LaunchTemplateSpotMarketOptions struct maxPrice=MaxPrice:.str
 spotInstanceType=SpotInstanceType:SpotInstanceType blockDurationMinutes=BlockDurationMinutes:.int
 validUntil=ValidUntil:.time instanceInterruptionBehavior=InstanceInterruptionBehavior:InstanceInterruptionBehavior
shape LaunchTemplateSpotMarketOptionsRequest struct MaxPrice:.str SpotInstanceType:SpotInstanceType
 BlockDurationMinutes:.int ValidUntil:.time InstanceInterruptionBehavior:InstanceInterruptionBehavior
shape LaunchTemplateTagSpecification struct resourceType=ResourceType:ResourceType tagSet=Tags+:TagList
shape LaunchTemplateTagSpecificationList list LaunchTemplateTagSpecification=item
shape LaunchTemplateTagSpecificationRequest struct ResourceType:ResourceType Tag=Tags+:TagList
shape LaunchTemplateTagSpecificationRequestList list
 LaunchTemplateTagSpecificationRequest=LaunchTemplateTagSpecificationRequest
shape LaunchTemplateVersion struct launchTemplateId=LaunchTemplateId:.str launchTemplateName=LaunchTemplateName:.str
 versionNumber=VersionNumber:.long versionDescription=VersionDescription:.str createTime=CreateTime:.time
 createdBy=CreatedBy:.str defaultVersion=DefaultVersion:.bool
 launchTemplateData=LaunchTemplateData:ResponseLaunchTemplateData operator=Operator:OperatorResponse
shape LaunchTemplateVersionSet list LaunchTemplateVersion=item
shape LaunchTemplatesMonitoring struct enabled=Enabled:.bool
 metricCategoryIdSet=MetricCategoryIds+:MetricCategoryIdList
shape LaunchTemplatesMonitoringRequest struct Enabled:.bool MetricCategoryId=MetricCategoryIds+:MetricCategoryIdList
shape LicenseConfiguration struct licenseConfigurationArn=LicenseConfigurationArn:.str
shape LicenseList list LicenseConfiguration=item
shape LocalStorage enum included required excluded
shape LocalStorageType enum hdd ssd
shape LocalStorageTypeSet list LocalStorageType=item
shape LocationType enum region availability-zone availability-zone-id outpost
shape ManagedPrefixList struct prefixListId=PrefixListId:.str addressFamily=AddressFamily:.str
 state=State:PrefixListState stateMessage=StateMessage:.str prefixListArn=PrefixListArn:.str
 prefixListName=PrefixListName:.str maxEntries=MaxEntries:.int version=Version:.long tagSet=Tags+:TagList
 ownerId=OwnerId:.str ipamPrefixListResolverTargetId=IpamPrefixListResolverTargetId:.str
 ipamPrefixListResolverSyncEnabled=IpamPrefixListResolverSyncEnabled:.bool
shape ManagedPrefixListSet list ManagedPrefixList=item
shape MarketType enum spot capacity-block interruptible-capacity-reservation on-demand
shape MediaAcceleratorInfo struct accelerators=Accelerators+:MediaDeviceInfoList
 totalMediaMemoryInMiB=TotalMediaMemoryInMiB:.int
shape MediaDeviceInfo struct count=Count:.int name=Name:.str manufacturer=Manufacturer:.str
 memoryInfo=MemoryInfo:MediaDeviceMemoryInfo
shape MediaDeviceInfoList list MediaDeviceInfo=item
shape MediaDeviceMemoryInfo struct sizeInMiB=SizeInMiB:.int
shape MemoryGiBPerVCpu struct min=Min:.double max=Max:.double
shape MemoryGiBPerVCpuRequest struct Min:.double Max:.double
shape MemoryInfo struct sizeInMiB=SizeInMiB:.long
shape MemoryMiB struct min=Min:.int max=Max:.int
shape MemoryMiBRequest struct Min!:.int Max:.int
shape MetricCategoryIdList list .str=item
shape ModifySubnetAttributeRequest struct AssignIpv6AddressOnCreation:AttributeBooleanValue
 MapPublicIpOnLaunch:AttributeBooleanValue subnetId=SubnetId!:.str MapCustomerOwnedIpOnLaunch:AttributeBooleanValue
 CustomerOwnedIpv4Pool:.str EnableDns64:AttributeBooleanValue PrivateDnsHostnameTypeOnLaunch:HostnameType
 EnableResourceNameDnsARecordOnLaunch:AttributeBooleanValue
 EnableResourceNameDnsAAAARecordOnLaunch:AttributeBooleanValue EnableLniAtDeviceIndex:.int
 DisableLniAtDeviceIndex:AttributeBooleanValue
shape Monitoring struct metricCategoryIdSet=MetricCategoryIds+:MetricCategoryIdList state=State:MonitoringState
shape MonitoringState enum disabled disabling enabled pending
shape MultipathResilienceMode enum always-on
shape MultipathResilienceStatus enum pending enabled disabled
shape NatGateway struct createTime=CreateTime:.time deleteTime=DeleteTime:.time failureCode=FailureCode:.str
 failureMessage=FailureMessage:.str natGatewayAddressSet=NatGatewayAddresses+:NatGatewayAddressList
 natGatewayId=NatGatewayId:.str provisionedBandwidth=ProvisionedBandwidth:ProvisionedBandwidth
 state=State:NatGatewayState subnetId=SubnetId:.str vpcId=VpcId:.str tagSet=Tags+:TagList
 connectivityType=ConnectivityType:ConnectivityType availabilityMode=AvailabilityMode:AvailabilityMode
 autoScalingIps=AutoScalingIps:AutoScalingIpsState autoProvisionZones=AutoProvisionZones:AutoProvisionZonesState
 attachedApplianceSet=AttachedAppliances+:NatGatewayAttachedApplianceList routeTableId=RouteTableId:.str
shape NatGatewayAddress struct allocationId=AllocationId:.str networkInterfaceId=NetworkInterfaceId:.str
 privateIp=PrivateIp:.str publicIp=PublicIp:.str associationId=AssociationId:.str isPrimary=IsPrimary:.bool
 failureMessage=FailureMessage:.str status=Status:NatGatewayAddressStatus availabilityZone=AvailabilityZone:.str
 availabilityZoneId=AvailabilityZoneId:.str
shape NatGatewayAddressList list NatGatewayAddress=item
shape NatGatewayAddressStatus enum assigning unassigning associating disassociating succeeded failed
shape NatGatewayApplianceModifyState enum modifying completed failed
shape NatGatewayApplianceState enum attaching attached detaching detached attach-failed detach-failed
shape NatGatewayApplianceType enum network-firewall-proxy
shape NatGatewayAttachedAppliance struct type=Type:NatGatewayApplianceType applianceArn=ApplianceArn:.str
 vpcEndpointId=VpcEndpointId:.str attachmentState=AttachmentState:NatGatewayApplianceState
 modificationState=ModificationState:NatGatewayApplianceModifyState failureCode=FailureCode:.str
 failureMessage=FailureMessage:.str
shape NatGatewayAttachedApplianceList list NatGatewayAttachedAppliance=item
shape NatGatewayIdStringList list .str=item
shape NatGatewayList list NatGateway=item
shape NatGatewayState enum pending failed available deleting deleted
shape NestedVirtualizationSpecification enum enabled disabled
shape NetworkAcl struct associationSet=Associations+:NetworkAclAssociationList entrySet=Entries+:NetworkAclEntryList
 default=IsDefault:.bool networkAclId=NetworkAclId:.str tagSet=Tags+:TagList vpcId=VpcId:.str ownerId=OwnerId:.str
shape NetworkAclAssociation struct networkAclAssociationId=NetworkAclAssociationId:.str
 networkAclId=NetworkAclId:.str subnetId=SubnetId:.str
shape NetworkAclAssociationList list NetworkAclAssociation=item
shape NetworkAclEntry struct cidrBlock=CidrBlock:.str egress=Egress:.bool icmpTypeCode=IcmpTypeCode:IcmpTypeCode
 ipv6CidrBlock=Ipv6CidrBlock:.str portRange=PortRange:PortRange protocol=Protocol:.str
 ruleAction=RuleAction:RuleAction ruleNumber=RuleNumber:.int
shape NetworkAclEntryList list NetworkAclEntry=item
shape NetworkAclIdStringList list .str=item
shape NetworkAclList list NetworkAcl=item
shape NetworkBandwidthGbps struct min=Min:.double max=Max:.double
shape NetworkBandwidthGbpsRequest struct Min:.double Max:.double
shape NetworkCardInfo struct networkCardIndex=NetworkCardIndex:.int networkPerformance=NetworkPerformance:.str
 maximumNetworkInterfaces=MaximumNetworkInterfaces:.int
 additionalFlexibleNetworkInterfaces=AdditionalFlexibleNetworkInterfaces:.int
 baselineBandwidthInGbps=BaselineBandwidthInGbps:.double peakBandwidthInGbps=PeakBandwidthInGbps:.double
 defaultEnaQueueCountPerInterface=DefaultEnaQueueCountPerInterface:.int
 maximumEnaQueueCount=MaximumEnaQueueCount:.int
 maximumEnaQueueCountPerInterface=MaximumEnaQueueCountPerInterface:.int
 interfaceTypeSet=InterfaceTypes+:NetworkCardInterfaceTypeList
shape NetworkCardInfoList list NetworkCardInfo=item
shape NetworkCardInterfaceType enum interface efa efa-only secondary
shape NetworkCardInterfaceTypeList list NetworkCardInterfaceType=item
shape NetworkInfo struct networkPerformance=NetworkPerformance:.str
 maximumNetworkInterfaces=MaximumNetworkInterfaces:.int maximumNetworkCards=MaximumNetworkCards:.int
 defaultNetworkCardIndex=DefaultNetworkCardIndex:.int networkCards=NetworkCards+:NetworkCardInfoList
 ipv4AddressesPerInterface=Ipv4AddressesPerInterface:.int ipv6AddressesPerInterface=Ipv6AddressesPerInterface:.int
 ipv6Supported=Ipv6Supported:.bool enaSupport=EnaSupport:EnaSupport efaSupported=EfaSupported:.bool
 efaInfo=EfaInfo:EfaInfo encryptionInTransitSupported=EncryptionInTransitSupported:.bool
 enaSrdSupported=EnaSrdSupported:.bool bandwidthWeightings=BandwidthWeightings+:BandwidthWeightingTypeList
 flexibleEnaQueuesSupport=FlexibleEnaQueuesSupport:FlexibleEnaQueuesSupport
 connectionTrackingConfiguration=ConnectionTrackingConfiguration:DefaultConnectionTrackingConfiguration
 secondaryNetworkSupported=SecondaryNetworkSupported:.bool
 maximumSecondaryNetworkInterfaces=MaximumSecondaryNetworkInterfaces:.int
 ipv4AddressesPerSecondaryInterface=Ipv4AddressesPerSecondaryInterface:.int
shape NetworkInterface struct association=Association:NetworkInterfaceAssociation
 attachment=Attachment:NetworkInterfaceAttachment availabilityZone=AvailabilityZone:.str
 connectionTrackingConfiguration=ConnectionTrackingConfiguration:ConnectionTrackingConfiguration
 description=Description:.str groupSet=Groups+:GroupIdentifierList interfaceType=InterfaceType:NetworkInterfaceType
 ipv6AddressesSet=Ipv6Addresses+:NetworkInterfaceIpv6AddressesList macAddress=MacAddress:.str
 networkInterfaceId=NetworkInterfaceId:.str outpostArn=OutpostArn:.str ownerId=OwnerId:.str
 privateDnsName=PrivateDnsName:.str publicDnsName=PublicDnsName:.str
 publicIpDnsNameOptions=PublicIpDnsNameOptions:PublicIpDnsNameOptions privateIpAddress=PrivateIpAddress:.str
 privateIpAddressesSet=PrivateIpAddresses+:NetworkInterfacePrivateIpAddressList
 ipv4PrefixSet=Ipv4Prefixes+:Ipv4PrefixesList ipv6PrefixSet=Ipv6Prefixes+:Ipv6PrefixesList
 requesterId=RequesterId:.str requesterManaged=RequesterManaged:.bool sourceDestCheck=SourceDestCheck:.bool
 status=Status:NetworkInterfaceStatus subnetId=SubnetId:.str tagSet=TagSet+:TagList vpcId=VpcId:.str
 denyAllIgwTraffic=DenyAllIgwTraffic:.bool ipv6Native=Ipv6Native:.bool ipv6Address=Ipv6Address:.str
 operator=Operator:OperatorResponse associatedSubnetSet=AssociatedSubnets+:AssociatedSubnetList
 availabilityZoneId=AvailabilityZoneId:.str
shape NetworkInterfaceAssociation struct allocationId=AllocationId:.str associationId=AssociationId:.str
 ipOwnerId=IpOwnerId:.str publicDnsName=PublicDnsName:.str publicIp=PublicIp:.str
 customerOwnedIp=CustomerOwnedIp:.str carrierIp=CarrierIp:.str
shape NetworkInterfaceAttachment struct attachTime=AttachTime:.time attachmentId=AttachmentId:.str
 deleteOnTermination=DeleteOnTermination:.bool deviceIndex=DeviceIndex:.int networkCardIndex=NetworkCardIndex:.int
 instanceId=InstanceId:.str instanceOwnerId=InstanceOwnerId:.str status=Status:AttachmentStatus
 enaSrdSpecification=EnaSrdSpecification:AttachmentEnaSrdSpecification enaQueueCount=EnaQueueCount:.int
shape NetworkInterfaceCount struct min=Min:.int max=Max:.int
shape NetworkInterfaceCountRequest struct Min:.int Max:.int
shape NetworkInterfaceIdList list .str=item
shape NetworkInterfaceIpv6Address struct ipv6Address=Ipv6Address:.str publicIpv6DnsName=PublicIpv6DnsName:.str
 isPrimaryIpv6=IsPrimaryIpv6:.bool
shape NetworkInterfaceIpv6AddressesList list NetworkInterfaceIpv6Address=item
shape NetworkInterfaceList list NetworkInterface=item
shape NetworkInterfacePrivateIpAddress struct association=Association:NetworkInterfaceAssociation
 primary=Primary:.bool privateDnsName=PrivateDnsName:.str privateIpAddress=PrivateIpAddress:.str
shape NetworkInterfacePrivateIpAddressList list NetworkInterfacePrivateIpAddress=item
shape NetworkInterfaceStatus enum available associated attaching in-use detaching
shape NetworkInterfaceType enum interface natGateway efa efa-only trunk load_balancer network_load_balancer
 vpc_endpoint branch transit_gateway lambda quicksight global_accelerator_managed api_gateway_managed
 gateway_load_balancer gateway_load_balancer_endpoint iot_rules_managed aws_codestar_connections_managed
shape NeuronDeviceCoreInfo struct count=Count:.int version=Version:.int
shape NeuronDeviceInfo struct count=Count:.int name=Name:.str coreInfo=CoreInfo:NeuronDeviceCoreInfo
 memoryInfo=MemoryInfo:NeuronDeviceMemoryInfo
shape NeuronDeviceInfoList list NeuronDeviceInfo=item
shape NeuronDeviceMemoryInfo struct sizeInMiB=SizeInMiB:.int
shape NeuronInfo struct neuronDevices=NeuronDevices+:NeuronDeviceInfoList
 totalNeuronDeviceMemoryInMiB=TotalNeuronDeviceMemoryInMiB:.int
shape NitroEnclavesSupport enum unsupported supported
shape NitroTpmInfo struct supportedVersions=SupportedVersions+:NitroTpmSupportedVersionsList
shape NitroTpmSupport enum unsupported supported
shape NitroTpmSupportedVersionsList list .str=item
shape OperatorRequest struct Principal:.str
shape OperatorResponse struct managed=Managed:.bool principal=Principal:.str hiddenByDefault=HiddenByDefault:.bool
shape PayerResponsibilityEntry struct scope=Scope:PayerResponsibilityScope
 payerResponsibilityType=PayerResponsibilityType:PayerResponsibilityType
shape PayerResponsibilityScope enum vpc-endpoint-charges resource-gateway-charges
shape PayerResponsibilitySet list PayerResponsibilityEntry=item
shape PayerResponsibilityType enum vpc-endpoint-account resource-gateway-account vpc-endpoint-service-account
shape PerformanceFactorReference struct instanceFamily=InstanceFamily:.str
shape PerformanceFactorReferenceRequest struct InstanceFamily:.str
shape PerformanceFactorReferenceSet list PerformanceFactorReference=item
shape PerformanceFactorReferenceSetRequest list PerformanceFactorReferenceRequest=item
shape Phase1DHGroupNumbersList list Phase1DHGroupNumbersListValue=item
shape Phase1DHGroupNumbersListValue struct value=Value:.int
shape Phase1EncryptionAlgorithmsList list Phase1EncryptionAlgorithmsListValue=item
shape Phase1EncryptionAlgorithmsListValue struct value=Value:.str
shape Phase1IntegrityAlgorithmsList list Phase1IntegrityAlgorithmsListValue=item
shape Phase1IntegrityAlgorithmsListValue struct value=Value:.str
shape Phase2DHGroupNumbersList list Phase2DHGroupNumbersListValue=item
shape Phase2DHGroupNumbersListValue struct value=Value:.int
shape Phase2EncryptionAlgorithmsList list Phase2EncryptionAlgorithmsListValue=item
shape Phase2EncryptionAlgorithmsListValue struct value=Value:.str
shape Phase2IntegrityAlgorithmsList list Phase2IntegrityAlgorithmsListValue=item
shape Phase2IntegrityAlgorithmsListValue struct value=Value:.str
shape PhcSupport enum unsupported supported
shape Placement struct availabilityZoneId=AvailabilityZoneId:.str affinity=Affinity:.str groupName=GroupName:.str
 partitionNumber=PartitionNumber:.int hostId=HostId:.str tenancy=Tenancy:Tenancy spreadDomain=SpreadDomain:.str
 hostResourceGroupArn=HostResourceGroupArn:.str groupId=GroupId:.str availabilityZone=AvailabilityZone:.str
shape PlacementGroupInfo struct supportedStrategies=SupportedStrategies+:PlacementGroupStrategyList
shape PlacementGroupStrategy enum cluster partition spread
shape PlacementGroupStrategyList list PlacementGroupStrategy=item
shape PlatformValues enum Windows
shape PortRange struct from=From:.int to=To:.int
shape PrefixListEntry struct cidr=Cidr:.str description=Description:.str
shape PrefixListEntrySet list PrefixListEntry=item
shape PrefixListId struct description=Description:.str prefixListId=PrefixListId:.str
shape PrefixListIdList list PrefixListId=item
shape PrefixListState enum create-in-progress create-complete create-failed modify-in-progress modify-complete
 modify-failed restore-in-progress restore-complete restore-failed delete-in-progress delete-complete delete-failed
shape PrivateDnsNameOptionsOnLaunch struct hostnameType=HostnameType:HostnameType
 enableResourceNameDnsARecord=EnableResourceNameDnsARecord:.bool
 enableResourceNameDnsAAAARecord=EnableResourceNameDnsAAAARecord:.bool
shape PrivateDnsNameOptionsResponse struct hostnameType=HostnameType:HostnameType
 enableResourceNameDnsARecord=EnableResourceNameDnsARecord:.bool
 enableResourceNameDnsAAAARecord=EnableResourceNameDnsAAAARecord:.bool
shape PrivateDnsSpecifiedDomainSet list .str=item
shape PrivateIpAddressSpecification struct primary=Primary:.bool privateIpAddress=PrivateIpAddress:.str
shape PrivateIpAddressSpecificationList list PrivateIpAddressSpecification=item
shape ProcessorInfo struct supportedArchitectures=SupportedArchitectures+:ArchitectureTypeList
 sustainedClockSpeedInGhz=SustainedClockSpeedInGhz:.double
 supportedFeatures=SupportedFeatures+:SupportedAdditionalProcessorFeatureList manufacturer=Manufacturer:.str
shape ProductCode struct productCode=ProductCodeId:.str type=ProductCodeType:ProductCodeValues
shape ProductCodeList list ProductCode=item
shape ProductCodeValues enum devpay marketplace
shape PropagatingVgw struct gatewayId=GatewayId:.str
shape PropagatingVgwList list PropagatingVgw=item
shape ProvisionedBandwidth struct provisionTime=ProvisionTime:.time provisioned=Provisioned:.str
 requestTime=RequestTime:.time requested=Requested:.str status=Status:.str
shape PublicIpDnsNameOptions struct dnsHostnameType=DnsHostnameType:.str publicIpv4DnsName=PublicIpv4DnsName:.str
 publicIpv6DnsName=PublicIpv6DnsName:.str publicDualStackDnsName=PublicDualStackDnsName:.str
shape RebootMigrationSupport enum unsupported supported
shape Region struct optInStatus=OptInStatus:.str geographySet=Geography+:RegionGeographyList
 regionName=RegionName:.str regionEndpoint=Endpoint:.str
shape RegionGeography struct name=Name:.str
shape RegionGeographyList list RegionGeography=item
shape RegionList list Region=item
shape RegionNameStringList list .str=RegionName
shape ReplaceNetworkAclAssociationRequest struct dryRun=DryRun:.bool associationId=AssociationId!:.str
 networkAclId=NetworkAclId!:.str
shape ReplaceNetworkAclAssociationResult struct newAssociationId=NewAssociationId:.str
shape ReplaceRouteTableAssociationRequest struct dryRun=DryRun:.bool associationId=AssociationId!:.str
 routeTableId=RouteTableId!:.str
shape ReplaceRouteTableAssociationResult struct newAssociationId=NewAssociationId:.str
 associationState=AssociationState:RouteTableAssociationState
shape RequestInstanceTypeList list InstanceType
shape RequestIpamResourceTag struct Key:.str Value:.str
shape RequestLaunchTemplateData struct KernelId:.str EbsOptimized:.bool
 IamInstanceProfile:LaunchTemplateIamInstanceProfileSpecificationRequest
 BlockDeviceMapping=BlockDeviceMappings+:LaunchTemplateBlockDeviceMappingRequestList
 NetworkInterface=NetworkInterfaces+:LaunchTemplateInstanceNetworkInterfaceSpecificationRequestList ImageId:.str
 InstanceType:InstanceType KeyName:.str Monitoring:LaunchTemplatesMonitoringRequest
 Placement:LaunchTemplatePlacementRequest RamDiskId:.str DisableApiTermination:.bool
 InstanceInitiatedShutdownBehavior:ShutdownBehavior UserData:.str%
 TagSpecification=TagSpecifications+:LaunchTemplateTagSpecificationRequestList
 ElasticGpuSpecification=ElasticGpuSpecifications+:ElasticGpuSpecificationList
 ElasticInferenceAccelerator=ElasticInferenceAccelerators+:LaunchTemplateElasticInferenceAcceleratorList
 SecurityGroupId=SecurityGroupIds+:SecurityGroupIdStringList SecurityGroup=SecurityGroups+:SecurityGroupStringList
 InstanceMarketOptions:LaunchTemplateInstanceMarketOptionsRequest CreditSpecification:CreditSpecificationRequest
 CpuOptions:LaunchTemplateCpuOptionsRequest
 CapacityReservationSpecification:LaunchTemplateCapacityReservationSpecificationRequest
 LicenseSpecification=LicenseSpecifications+:LaunchTemplateLicenseSpecificationListRequest
 HibernationOptions:LaunchTemplateHibernationOptionsRequest
 MetadataOptions:LaunchTemplateInstanceMetadataOptionsRequest EnclaveOptions:LaunchTemplateEnclaveOptionsRequest
 InstanceRequirements:InstanceRequirementsRequest PrivateDnsNameOptions:LaunchTemplatePrivateDnsNameOptionsRequest
 MaintenanceOptions:LaunchTemplateInstanceMaintenanceOptionsRequest DisableApiStop:.bool Operator:OperatorRequest
 NetworkPerformanceOptions:LaunchTemplateNetworkPerformanceOptionsRequest
 SecondaryInterface=SecondaryInterfaces+:LaunchTemplateInstanceSecondaryInterfaceSpecificationRequestList
shape Reservation struct reservationId=ReservationId:.str ownerId=OwnerId:.str requesterId=RequesterId:.str
 groupSet=Groups+:GroupIdentifierList instancesSet=Instances+:InstanceList
shape ReservationList list Reservation=item
shape ResourceIdList list .str
shape ResourceType enum capacity-reservation client-vpn-endpoint customer-gateway carrier-gateway coip-pool
 declarative-policies-report dedicated-host dhcp-options egress-only-internet-gateway elastic-ip elastic-gpu
 export-image-task export-instance-task fca-policy fleet fpga-image host-reservation image image-usage-report
 import-image-task import-snapshot-task instance instance-event-window internet-gateway ipam ipam-pool ipam-scope
 ipv4pool-ec2 ipv6pool-ec2 key-pair launch-template local-gateway local-gateway-route-table
 local-gateway-virtual-interface local-gateway-virtual-interface-group local-gateway-route-table-vpc-association
 local-gateway-route-table-virtual-interface-group-association natgateway network-acl network-interface
 network-insights-analysis network-insights-path network-insights-access-scope
 network-insights-access-scope-analysis outpost-lag placement-group prefix-list replace-root-volume-task
 reserved-instances route-table security-group security-group-rule service-link-virtual-interface snapshot
 spot-fleet-request spot-instances-request subnet subnet-cidr-reservation traffic-mirror-filter
 traffic-mirror-session traffic-mirror-target transit-gateway transit-gateway-attachment
 transit-gateway-connect-peer transit-gateway-multicast-domain transit-gateway-policy-table
 transit-gateway-metering-policy transit-gateway-route-table transit-gateway-route-table-announcement volume vpc
 vpc-endpoint vpc-endpoint-connection vpc-endpoint-service vpc-endpoint-service-permission vpc-peering-connection
 vpn-connection vpn-gateway vpc-flow-log capacity-reservation-fleet traffic-mirror-filter-rule
 vpc-endpoint-connection-device-type verified-access-instance verified-access-group verified-access-endpoint
 verified-access-policy verified-access-trust-provider vpn-connection-device-type vpc-block-public-access-exclusion
 vpc-encryption-control route-server route-server-endpoint route-server-peer ipam-resource-discovery
 ipam-resource-discovery-association instance-connect-endpoint verified-access-endpoint-target
 ipam-external-resource-verification-token capacity-block mac-modification-task ipam-prefix-list-resolver
 ipam-policy ipam-prefix-list-resolver-target ipam-internet-registry-association secondary-interface
 secondary-network secondary-subnet capacity-manager-data-export vpn-concentrator ipam-pool-allocation
 capacity-reservation-cancellation-quote application-status-check capacity-reservation-modification-quote
 metric-category
shape ResponseLaunchTemplateData struct kernelId=KernelId:.str ebsOptimized=EbsOptimized:.bool
 iamInstanceProfile=IamInstanceProfile:LaunchTemplateIamInstanceProfileSpecification
 blockDeviceMappingSet=BlockDeviceMappings+:LaunchTemplateBlockDeviceMappingList
 networkInterfaceSet=NetworkInterfaces+:LaunchTemplateInstanceNetworkInterfaceSpecificationList imageId=ImageId:.str
 instanceType=InstanceType:InstanceType keyName=KeyName:.str monitoring=Monitoring:LaunchTemplatesMonitoring
 placement=Placement:LaunchTemplatePlacement ramDiskId=RamDiskId:.str
 disableApiTermination=DisableApiTermination:.bool
 instanceInitiatedShutdownBehavior=InstanceInitiatedShutdownBehavior:ShutdownBehavior userData=UserData:.str%
 tagSpecificationSet=TagSpecifications+:LaunchTemplateTagSpecificationList
 elasticGpuSpecificationSet=ElasticGpuSpecifications+:ElasticGpuSpecificationResponseList
 elasticInferenceAcceleratorSet=ElasticInferenceAccelerators+:LaunchTemplateElasticInferenceAcceleratorResponseList
 securityGroupIdSet=SecurityGroupIds+:ValueStringList securityGroupSet=SecurityGroups+:ValueStringList
 instanceMarketOptions=InstanceMarketOptions:LaunchTemplateInstanceMarketOptions
 creditSpecification=CreditSpecification:CreditSpecification cpuOptions=CpuOptions:LaunchTemplateCpuOptions
 capacityReservationSpecification=CapacityReservationSpecification:LaunchTemplateCapacityReservationSpecificationResponse
 licenseSet=LicenseSpecifications+:LaunchTemplateLicenseList
 hibernationOptions=HibernationOptions:LaunchTemplateHibernationOptions
 metadataOptions=MetadataOptions:LaunchTemplateInstanceMetadataOptions
 enclaveOptions=EnclaveOptions:LaunchTemplateEnclaveOptions
 instanceRequirements=InstanceRequirements:InstanceRequirements
 privateDnsNameOptions=PrivateDnsNameOptions:LaunchTemplatePrivateDnsNameOptions
 maintenanceOptions=MaintenanceOptions:LaunchTemplateInstanceMaintenanceOptions disableApiStop=DisableApiStop:.bool
 operator=Operator:OperatorResponse
 networkPerformanceOptions=NetworkPerformanceOptions:LaunchTemplateNetworkPerformanceOptions
 secondaryInterfaceSet=SecondaryInterfaces+:LaunchTemplateInstanceSecondaryInterfaceSpecificationList
shape RootDeviceType enum ebs instance-store
shape RootDeviceTypeList list RootDeviceType=item
shape Route struct destinationCidrBlock=DestinationCidrBlock:.str
 destinationIpv6CidrBlock=DestinationIpv6CidrBlock:.str destinationPrefixListId=DestinationPrefixListId:.str
 egressOnlyInternetGatewayId=EgressOnlyInternetGatewayId:.str gatewayId=GatewayId:.str instanceId=InstanceId:.str
 instanceOwnerId=InstanceOwnerId:.str natGatewayId=NatGatewayId:.str transitGatewayId=TransitGatewayId:.str
 localGatewayId=LocalGatewayId:.str carrierGatewayId=CarrierGatewayId:.str
 networkInterfaceId=NetworkInterfaceId:.str origin=Origin:RouteOrigin state=State:RouteState
 vpcPeeringConnectionId=VpcPeeringConnectionId:.str coreNetworkArn=CoreNetworkArn:.str
 odbNetworkArn=OdbNetworkArn:.str ipAddress=IpAddress:.str
shape RouteList list Route=item
shape RouteOrigin enum CreateRouteTable CreateRoute EnableVgwRoutePropagation Advertisement
shape RouteState enum active blackhole filtered
shape RouteTable struct associationSet=Associations+:RouteTableAssociationList
 propagatingVgwSet=PropagatingVgws+:PropagatingVgwList routeTableId=RouteTableId:.str routeSet=Routes+:RouteList
 tagSet=Tags+:TagList vpcId=VpcId:.str ownerId=OwnerId:.str
shape RouteTableAssociation struct main=Main:.bool routeTableAssociationId=RouteTableAssociationId:.str
 routeTableId=RouteTableId:.str subnetId=SubnetId:.str gatewayId=GatewayId:.str publicIpv4Pool=PublicIpv4Pool:.str
 associationState=AssociationState:RouteTableAssociationState
shape RouteTableAssociationList list RouteTableAssociation=item
shape RouteTableAssociationState struct state=State:RouteTableAssociationStateCode statusMessage=StatusMessage:.str
shape RouteTableAssociationStateCode enum associating associated disassociating disassociated failed
shape RouteTableIdStringList list .str=item
shape RouteTableList list RouteTable=item
shape RuleAction enum allow deny
shape SearchTransitGatewayRoutesRequest struct TransitGatewayRouteTableId!:.str Filter=Filters!+:FilterList
 MaxResults:.int DryRun:.bool NextToken:.str
shape SearchTransitGatewayRoutesResult struct routeSet=Routes+:TransitGatewayRouteList
 additionalRoutesAvailable=AdditionalRoutesAvailable:.bool nextToken=NextToken:.str
shape SecondaryInterfacePrivateIpAddressSpecification struct privateIpAddress=PrivateIpAddress:.str
shape SecondaryInterfacePrivateIpAddressSpecificationList list SecondaryInterfacePrivateIpAddressSpecification=item
shape SecondaryInterfacePrivateIpAddressSpecificationListRequest list
 SecondaryInterfacePrivateIpAddressSpecificationRequest=SecondaryInterfacePrivateIpAddressSpecification
shape SecondaryInterfacePrivateIpAddressSpecificationRequest struct PrivateIpAddress:.str
shape SecondaryInterfaceStatus enum available in-use
shape SecondaryInterfaceType enum secondary
shape SecurityGroup struct groupId=GroupId:.str ipPermissionsEgress=IpPermissionsEgress+:IpPermissionList
 tagSet=Tags+:TagList vpcId=VpcId:.str securityGroupArn=SecurityGroupArn:.str ownerId=OwnerId:.str
 groupName=GroupName:.str groupDescription=Description:.str ipPermissions=IpPermissions+:IpPermissionList
shape SecurityGroupIdStringList list .str=SecurityGroupId
shape SecurityGroupIdentifier struct groupId=GroupId:.str groupName=GroupName:.str
shape SecurityGroupList list SecurityGroup=item
shape SecurityGroupReferencingSupportValue enum enable disable
shape SecurityGroupStringList list .str=SecurityGroup
shape ShutdownBehavior enum stop terminate
shape SpotInstanceType enum one-time persistent
shape State enum PendingAcceptance Pending Available Deleting Deleted Rejected Failed Expired Partial
shape StateReason struct code=Code:.str message=Message:.str
shape Subnet struct availabilityZoneId=AvailabilityZoneId:.str enableLniAtDeviceIndex=EnableLniAtDeviceIndex:.int
 mapCustomerOwnedIpOnLaunch=MapCustomerOwnedIpOnLaunch:.bool customerOwnedIpv4Pool=CustomerOwnedIpv4Pool:.str
 ownerId=OwnerId:.str assignIpv6AddressOnCreation=AssignIpv6AddressOnCreation:.bool
 ipv6CidrBlockAssociationSet=Ipv6CidrBlockAssociationSet+:SubnetIpv6CidrBlockAssociationSet tagSet=Tags+:TagList
 subnetArn=SubnetArn:.str outpostArn=OutpostArn:.str enableDns64=EnableDns64:.bool ipv6Native=Ipv6Native:.bool
 privateDnsNameOptionsOnLaunch=PrivateDnsNameOptionsOnLaunch:PrivateDnsNameOptionsOnLaunch
 blockPublicAccessStates=BlockPublicAccessStates:BlockPublicAccessStates type=Type:.str subnetId=SubnetId:.str
 state=State:SubnetState vpcId=VpcId:.str cidrBlock=CidrBlock:.str
 availableIpAddressCount=AvailableIpAddressCount:.int availabilityZone=AvailabilityZone:.str
 defaultForAz=DefaultForAz:.bool mapPublicIpOnLaunch=MapPublicIpOnLaunch:.bool
shape SubnetCidrBlockState struct state=State:SubnetCidrBlockStateCode statusMessage=StatusMessage:.str
shape SubnetCidrBlockStateCode enum associating associated disassociating disassociated failing failed
shape SubnetCidrReservation struct subnetCidrReservationId=SubnetCidrReservationId:.str subnetId=SubnetId:.str
 cidr=Cidr:.str reservationType=ReservationType:SubnetCidrReservationType ownerId=OwnerId:.str
 description=Description:.str tagSet=Tags+:TagList
shape SubnetCidrReservationList list SubnetCidrReservation=item
shape SubnetCidrReservationType enum prefix explicit
shape SubnetIdStringList list .str=SubnetId
shape SubnetIpPrefixes struct subnetId=SubnetId:.str ipPrefixSet=IpPrefixes+:ValueStringList
shape SubnetIpPrefixesList list SubnetIpPrefixes=item
shape SubnetIpv6CidrBlockAssociation struct associationId=AssociationId:.str ipv6CidrBlock=Ipv6CidrBlock:.str
 ipv6CidrBlockState=Ipv6CidrBlockState:SubnetCidrBlockState
 ipv6AddressAttribute=Ipv6AddressAttribute:Ipv6AddressAttribute ipSource=IpSource:IpSource
shape SubnetIpv6CidrBlockAssociationSet list SubnetIpv6CidrBlockAssociation=item
shape SubnetList list Subnet=item
shape SubnetState enum pending available unavailable failed failed-insufficient-capacity
shape SupportedAdditionalProcessorFeature enum amd-sev-snp nested-virtualization
shape SupportedAdditionalProcessorFeatureList list SupportedAdditionalProcessorFeature=item
shape Tag struct key=Key:.str value=Value:.str
shape TagDescription struct key=Key:.str resourceId=ResourceId:.str resourceType=ResourceType:ResourceType
 value=Value:.str
shape TagDescriptionList list TagDescription=item
shape TagList list Tag=item
shape TagSpecification struct resourceType=ResourceType:ResourceType Tag=Tags+:TagList
shape TagSpecificationList list TagSpecification=item
shape TelemetryStatus enum UP DOWN
shape Tenancy enum default dedicated host
shape TerminateInstancesRequest struct InstanceId=InstanceIds!+:InstanceIdStringList Force:.bool
 SkipOsShutdown:.bool dryRun=DryRun:.bool
shape TerminateInstancesResult struct instancesSet=TerminatingInstances+:InstanceStateChangeList
shape ThreadsPerCoreList list .int=item
shape TotalLocalStorageGB struct min=Min:.double max=Max:.double
shape TotalLocalStorageGBRequest struct Min:.double Max:.double
shape TransitGatewayAssociationState enum associating associated disassociating disassociated
shape TransitGatewayAttachment struct transitGatewayAttachmentId=TransitGatewayAttachmentId:.str
 transitGatewayId=TransitGatewayId:.str transitGatewayOwnerId=TransitGatewayOwnerId:.str
 resourceOwnerId=ResourceOwnerId:.str resourceType=ResourceType:TransitGatewayAttachmentResourceType
 resourceId=ResourceId:.str state=State:TransitGatewayAttachmentState
 association=Association:TransitGatewayAttachmentAssociation creationTime=CreationTime:.time tagSet=Tags+:TagList
 natGatewaySupport=NatGatewaySupport:TransitGatewayAttachmentNatGatewaySupportState
shape TransitGatewayAttachmentAssociation struct transitGatewayRouteTableId=TransitGatewayRouteTableId:.str
 transitGatewayPolicyTableId=TransitGatewayPolicyTableId:.str state=State:TransitGatewayAssociationState
shape TransitGatewayAttachmentIdStringList list .str
shape TransitGatewayAttachmentList list TransitGatewayAttachment=item
shape TransitGatewayAttachmentNatGatewaySupportState enum enabled disabled enabling disabling
shape TransitGatewayAttachmentPropagation struct transitGatewayRouteTableId=TransitGatewayRouteTableId:.str
 state=State:TransitGatewayPropagationState
shape TransitGatewayAttachmentPropagationList list TransitGatewayAttachmentPropagation=item
shape TransitGatewayAttachmentResourceType enum vpc vpn vpn-concentrator direct-connect-gateway connect peering
 tgw-peering network-function client-vpn
shape TransitGatewayAttachmentState enum initiating initiatingRequest pendingAcceptance rollingBack pending
 available modifying deleting deleted failed rejected rejecting failing
shape TransitGatewayPropagationState enum enabling enabled disabling disabled
shape TransitGatewayRoute struct destinationCidrBlock=DestinationCidrBlock:.str prefixListId=PrefixListId:.str
 transitGatewayRouteTableAnnouncementId=TransitGatewayRouteTableAnnouncementId:.str
 transitGatewayAttachments=TransitGatewayAttachments+:TransitGatewayRouteAttachmentList
 type=Type:TransitGatewayRouteType state=State:TransitGatewayRouteState
shape TransitGatewayRouteAttachment struct resourceId=ResourceId:.str
 transitGatewayAttachmentId=TransitGatewayAttachmentId:.str
 resourceType=ResourceType:TransitGatewayAttachmentResourceType
shape TransitGatewayRouteAttachmentList list TransitGatewayRouteAttachment=item
shape TransitGatewayRouteList list TransitGatewayRoute=item
shape TransitGatewayRouteState enum pending active blackhole deleting deleted
shape TransitGatewayRouteTablePropagation struct transitGatewayAttachmentId=TransitGatewayAttachmentId:.str
 resourceId=ResourceId:.str resourceType=ResourceType:TransitGatewayAttachmentResourceType
 state=State:TransitGatewayPropagationState
 transitGatewayRouteTableAnnouncementId=TransitGatewayRouteTableAnnouncementId:.str
shape TransitGatewayRouteTablePropagationList list TransitGatewayRouteTablePropagation=item
shape TransitGatewayRouteType enum static propagated system
shape TransitGatewayVpcAttachment struct transitGatewayAttachmentId=TransitGatewayAttachmentId:.str
 transitGatewayId=TransitGatewayId:.str vpcId=VpcId:.str vpcOwnerId=VpcOwnerId:.str
 state=State:TransitGatewayAttachmentState subnetIds=SubnetIds+:ValueStringList creationTime=CreationTime:.time
 options=Options:TransitGatewayVpcAttachmentOptions tagSet=Tags+:TagList
shape TransitGatewayVpcAttachmentList list TransitGatewayVpcAttachment=item
shape TransitGatewayVpcAttachmentOptions struct dnsSupport=DnsSupport:DnsSupportValue
 securityGroupReferencingSupport=SecurityGroupReferencingSupport:SecurityGroupReferencingSupportValue
 ipv6Support=Ipv6Support:Ipv6SupportValue applianceModeSupport=ApplianceModeSupport:ApplianceModeSupportValue
shape TunnelInsideIpVersion enum ipv4 ipv6
shape TunnelOption struct outsideIpAddress=OutsideIpAddress:.str tunnelInsideCidr=TunnelInsideCidr:.str
 tunnelInsideIpv6Cidr=TunnelInsideIpv6Cidr:.str preSharedKey=PreSharedKey:.str%
 phase1LifetimeSeconds=Phase1LifetimeSeconds:.int phase2LifetimeSeconds=Phase2LifetimeSeconds:.int
 rekeyMarginTimeSeconds=RekeyMarginTimeSeconds:.int rekeyFuzzPercentage=RekeyFuzzPercentage:.int
 replayWindowSize=ReplayWindowSize:.int dpdTimeoutSeconds=DpdTimeoutSeconds:.int
 dpdTimeoutAction=DpdTimeoutAction:.str
 phase1EncryptionAlgorithmSet=Phase1EncryptionAlgorithms+:Phase1EncryptionAlgorithmsList
 phase2EncryptionAlgorithmSet=Phase2EncryptionAlgorithms+:Phase2EncryptionAlgorithmsList
 phase1IntegrityAlgorithmSet=Phase1IntegrityAlgorithms+:Phase1IntegrityAlgorithmsList
 phase2IntegrityAlgorithmSet=Phase2IntegrityAlgorithms+:Phase2IntegrityAlgorithmsList
 phase1DHGroupNumberSet=Phase1DHGroupNumbers+:Phase1DHGroupNumbersList
 phase2DHGroupNumberSet=Phase2DHGroupNumbers+:Phase2DHGroupNumbersList ikeVersionSet=IkeVersions+:IKEVersionsList
 startupAction=StartupAction:.str logOptions=LogOptions:VpnTunnelLogOptions
 enableTunnelLifecycleControl=EnableTunnelLifecycleControl:.bool
 phase1AdditionalKeyExchangeSet=Phase1AdditionalKeyExchanges+:AdditionalKeyExchangesList
 phase2AdditionalKeyExchangeSet=Phase2AdditionalKeyExchanges+:AdditionalKeyExchangesList
shape TunnelOptionsList list TunnelOption=item
shape UsageClassType enum spot on-demand capacity-block
shape UsageClassTypeList list UsageClassType=item
shape UserIdGroupPair struct description=Description:.str userId=UserId:.str groupName=GroupName:.str
 groupId=GroupId:.str vpcId=VpcId:.str vpcPeeringConnectionId=VpcPeeringConnectionId:.str
 peeringStatus=PeeringStatus:.str
shape UserIdGroupPairList list UserIdGroupPair=item
shape VCpuCountRange struct min=Min:.int max=Max:.int
shape VCpuCountRangeRequest struct Min!:.int Max:.int
shape VCpuInfo struct defaultVCpus=DefaultVCpus:.int defaultCores=DefaultCores:.int
 defaultThreadsPerCore=DefaultThreadsPerCore:.int validCores=ValidCores+:CoreCountList
 validThreadsPerCore=ValidThreadsPerCore+:ThreadsPerCoreList
shape ValidationError struct code=Code:.str message=Message:.str
shape ValidationWarning struct errorSet=Errors+:ErrorSet
shape ValueStringList list .str=item
shape VersionStringList list .str=item
shape VgwTelemetry struct acceptedRouteCount=AcceptedRouteCount:.int lastStatusChange=LastStatusChange:.time
 outsideIpAddress=OutsideIpAddress:.str status=Status:TelemetryStatus statusMessage=StatusMessage:.str
 certificateArn=CertificateArn:.str
shape VgwTelemetryList list VgwTelemetry=item
shape VirtualizationType enum hvm paravirtual
shape VirtualizationTypeList list VirtualizationType=item
shape VolumeType enum standard io1 io2 gp2 sc1 st1 gp3
shape Vpc struct ownerId=OwnerId:.str instanceTenancy=InstanceTenancy:Tenancy
 ipv6CidrBlockAssociationSet=Ipv6CidrBlockAssociationSet+:VpcIpv6CidrBlockAssociationSet
 cidrBlockAssociationSet=CidrBlockAssociationSet+:VpcCidrBlockAssociationSet isDefault=IsDefault:.bool
 encryptionControl=EncryptionControl:VpcEncryptionControl tagSet=Tags+:TagList
 blockPublicAccessStates=BlockPublicAccessStates:BlockPublicAccessStates vpcId=VpcId:.str state=State:VpcState
 cidrBlock=CidrBlock:.str dhcpOptionsId=DhcpOptionsId:.str
shape VpcAttachment struct vpcId=VpcId:.str state=State:AttachmentStatus
shape VpcAttachmentList list VpcAttachment=item
shape VpcAttributeName enum enableDnsSupport enableDnsHostnames enableNetworkAddressUsageMetrics
shape VpcCidrBlockAssociation struct associationId=AssociationId:.str cidrBlock=CidrBlock:.str
 cidrBlockState=CidrBlockState:VpcCidrBlockState
shape VpcCidrBlockAssociationSet list VpcCidrBlockAssociation=item
shape VpcCidrBlockState struct state=State:VpcCidrBlockStateCode statusMessage=StatusMessage:.str
shape VpcCidrBlockStateCode enum associating associated disassociating disassociated failing failed
shape VpcEncryptionControl struct vpcId=VpcId:.str vpcEncryptionControlId=VpcEncryptionControlId:.str
 mode=Mode:VpcEncryptionControlMode state=State:VpcEncryptionControlState stateMessage=StateMessage:.str
 resourceExclusions=ResourceExclusions:VpcEncryptionControlExclusions tagSet=Tags+:TagList
shape VpcEncryptionControlExclusion struct state=State:VpcEncryptionControlExclusionState
 stateMessage=StateMessage:.str
shape VpcEncryptionControlExclusionState enum enabling enabled disabling disabled
shape VpcEncryptionControlExclusions struct internetGateway=InternetGateway:VpcEncryptionControlExclusion
 egressOnlyInternetGateway=EgressOnlyInternetGateway:VpcEncryptionControlExclusion
 natGateway=NatGateway:VpcEncryptionControlExclusion
 virtualPrivateGateway=VirtualPrivateGateway:VpcEncryptionControlExclusion
 vpcPeering=VpcPeering:VpcEncryptionControlExclusion lambda=Lambda:VpcEncryptionControlExclusion
 vpcLattice=VpcLattice:VpcEncryptionControlExclusion
 elasticFileSystem=ElasticFileSystem:VpcEncryptionControlExclusion
 globalAccelerator=GlobalAccelerator:VpcEncryptionControlExclusion
 apiGatewayV2=ApiGatewayV2:VpcEncryptionControlExclusion
shape VpcEncryptionControlMode enum monitor enforce
shape VpcEncryptionControlState enum enforce-in-progress monitor-in-progress enforce-failed monitor-failed deleting
 deleted available creating delete-failed
shape VpcEndpoint struct vpcEndpointId=VpcEndpointId:.str vpcEndpointType=VpcEndpointType:VpcEndpointType
 vpcId=VpcId:.str serviceName=ServiceName:.str state=State:State policyDocument=PolicyDocument:.str
 routeTableIdSet=RouteTableIds+:ValueStringList subnetIdSet=SubnetIds+:ValueStringList
 groupSet=Groups+:GroupIdentifierSet ipAddressType=IpAddressType:IpAddressType dnsOptions=DnsOptions:DnsOptions
 privateDnsEnabled=PrivateDnsEnabled:.bool requesterManaged=RequesterManaged:.bool
 networkInterfaceIdSet=NetworkInterfaceIds+:ValueStringList dnsEntrySet=DnsEntries+:DnsEntrySet
 creationTimestamp=CreationTimestamp:.time tagSet=Tags+:TagList ownerId=OwnerId:.str lastError=LastError:LastError
 ipv4PrefixSet=Ipv4Prefixes+:SubnetIpPrefixesList ipv6PrefixSet=Ipv6Prefixes+:SubnetIpPrefixesList
 failureReason=FailureReason:.str serviceNetworkArn=ServiceNetworkArn:.str
 resourceConfigurationArn=ResourceConfigurationArn:.str serviceRegion=ServiceRegion:.str
 payerResponsibilitySet=PayerResponsibilities+:PayerResponsibilitySet
shape VpcEndpointIdList list .str=item
shape VpcEndpointSet list VpcEndpoint=item
shape VpcEndpointType enum Interface Gateway GatewayLoadBalancer Resource ServiceNetwork Tunnel
shape VpcIdStringList list .str=VpcId
shape VpcIpv6CidrBlockAssociation struct associationId=AssociationId:.str ipv6CidrBlock=Ipv6CidrBlock:.str
 ipv6CidrBlockState=Ipv6CidrBlockState:VpcCidrBlockState networkBorderGroup=NetworkBorderGroup:.str
 ipv6Pool=Ipv6Pool:.str ipv6AddressAttribute=Ipv6AddressAttribute:Ipv6AddressAttribute ipSource=IpSource:IpSource
shape VpcIpv6CidrBlockAssociationSet list VpcIpv6CidrBlockAssociation=item
shape VpcList list Vpc=item
shape VpcPeeringConnection struct accepterVpcInfo=AccepterVpcInfo:VpcPeeringConnectionVpcInfo
 expirationTime=ExpirationTime:.time requesterVpcInfo=RequesterVpcInfo:VpcPeeringConnectionVpcInfo
 status=Status:VpcPeeringConnectionStateReason tagSet=Tags+:TagList
 vpcPeeringConnectionId=VpcPeeringConnectionId:.str
 multipathResilienceStatus=MultipathResilienceStatus:MultipathResilienceStatus
shape VpcPeeringConnectionIdList list .str=item
shape VpcPeeringConnectionList list VpcPeeringConnection=item
shape VpcPeeringConnectionOptionsDescription struct
 allowDnsResolutionFromRemoteVpc=AllowDnsResolutionFromRemoteVpc:.bool
 allowEgressFromLocalClassicLinkToRemoteVpc=AllowEgressFromLocalClassicLinkToRemoteVpc:.bool
 allowEgressFromLocalVpcToRemoteClassicLink=AllowEgressFromLocalVpcToRemoteClassicLink:.bool
 allowMultipathResilience=AllowMultipathResilience:.bool
 multipathResilienceMode=MultipathResilienceMode:MultipathResilienceMode
shape VpcPeeringConnectionStateReason struct code=Code:VpcPeeringConnectionStateReasonCode message=Message:.str
shape VpcPeeringConnectionStateReasonCode enum initiating-request pending-acceptance active deleted rejected failed
 expired provisioning deleting
shape VpcPeeringConnectionVpcInfo struct cidrBlock=CidrBlock:.str
 ipv6CidrBlockSet=Ipv6CidrBlockSet+:Ipv6CidrBlockSet cidrBlockSet=CidrBlockSet+:CidrBlockSet ownerId=OwnerId:.str
 peeringOptions=PeeringOptions:VpcPeeringConnectionOptionsDescription vpcId=VpcId:.str region=Region:.str
shape VpcState enum pending available deleting
shape VpnAdditionalKeyExchange struct additionalKeyExchangeRound=AdditionalKeyExchangeRound:.int
 keyExchangeMethodSet=KeyExchangeMethods+:AdditionalKeyExchangeMethodsList
 requirement=Requirement:AdditionalKeyExchangeRequirement
shape VpnConnection struct category=Category:.str transitGatewayId=TransitGatewayId:.str
 vpnConcentratorId=VpnConcentratorId:.str coreNetworkArn=CoreNetworkArn:.str
 coreNetworkAttachmentArn=CoreNetworkAttachmentArn:.str
 gatewayAssociationState=GatewayAssociationState:GatewayAssociationState options=Options:VpnConnectionOptions
 routes=Routes+:VpnStaticRouteList tagSet=Tags+:TagList vgwTelemetry=VgwTelemetry+:VgwTelemetryList
 preSharedKeyArn=PreSharedKeyArn:.str vpnConnectionId=VpnConnectionId:.str state=State:VpnState
 customerGatewayConfiguration=CustomerGatewayConfiguration:.str% type=Type:GatewayType
 customerGatewayId=CustomerGatewayId:.str vpnGatewayId=VpnGatewayId:.str
shape VpnConnectionIdStringList list .str=VpnConnectionId
shape VpnConnectionList list VpnConnection=item
shape VpnConnectionOptions struct enableAcceleration=EnableAcceleration:.bool
 staticRoutesOnly=StaticRoutesOnly:.bool localIpv4NetworkCidr=LocalIpv4NetworkCidr:.str
 remoteIpv4NetworkCidr=RemoteIpv4NetworkCidr:.str localIpv6NetworkCidr=LocalIpv6NetworkCidr:.str
 remoteIpv6NetworkCidr=RemoteIpv6NetworkCidr:.str outsideIpAddressType=OutsideIpAddressType:.str
 transportTransitGatewayAttachmentId=TransportTransitGatewayAttachmentId:.str
 tunnelInsideIpVersion=TunnelInsideIpVersion:TunnelInsideIpVersion tunnelOptionSet=TunnelOptions+:TunnelOptionsList
 tunnelBandwidth=TunnelBandwidth:VpnTunnelBandwidth
shape VpnGateway struct amazonSideAsn=AmazonSideAsn:.long tagSet=Tags+:TagList vpnGatewayId=VpnGatewayId:.str
 state=State:VpnState type=Type:GatewayType availabilityZone=AvailabilityZone:.str
 attachments=VpcAttachments+:VpcAttachmentList
shape VpnGatewayIdStringList list .str=VpnGatewayId
shape VpnGatewayList list VpnGateway=item
shape VpnState enum pending available deleting deleted
shape VpnStaticRoute struct destinationCidrBlock=DestinationCidrBlock:.str source=Source:VpnStaticRouteSource
 state=State:VpnState
shape VpnStaticRouteList list VpnStaticRoute=item
shape VpnStaticRouteSource enum Static
shape VpnTunnelBandwidth enum standard large
shape VpnTunnelLogOptions struct cloudWatchLogOptions=CloudWatchLogOptions:CloudWatchLogOptions
shape WorkloadsList list .str=item
shape ZoneIdStringList list .str=ZoneId
shape ZoneNameStringList list .str=ZoneName
]==]
