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
shape AcceleratorCount struct Min:.int=min Max:.int=max
shape AcceleratorCountRequest struct Min:.int Max:.int
shape AcceleratorManufacturer enum amazon-web-services amd nvidia xilinx habana
shape AcceleratorManufacturerSet list AcceleratorManufacturer=item
shape AcceleratorName enum a100 inferentia k520 k80 m60 radeon-pro-v520 t4 vu9p v100 a10g h100 t4g l40s l4
 gaudi-hl-205 inferentia2 trainium trainium2 u30
shape AcceleratorNameSet list AcceleratorName=item
shape AcceleratorTotalMemoryMiB struct Min:.int=min Max:.int=max
shape AcceleratorTotalMemoryMiBRequest struct Min:.int Max:.int
shape AcceleratorType enum gpu fpga inference media
shape AcceleratorTypeSet list AcceleratorType=item
shape AdditionalKeyExchangeMethodsList list AdditionalKeyExchangeMethodsListValue=item
shape AdditionalKeyExchangeMethodsListValue struct Value:.int=value
shape AdditionalKeyExchangeRequirement enum required optional
shape AdditionalKeyExchangesList list VpnAdditionalKeyExchange=item
shape AddressFamily enum ipv4 ipv6
shape AllowedInstanceTypeSet list .str=item
shape AmdSevSnpSpecification enum enabled disabled
shape ApplianceModeSupportValue enum enable disable
shape ArchitectureType enum i386 x86_64 arm64 x86_64_mac arm64_mac
shape ArchitectureTypeList list ArchitectureType=item
shape ArchitectureValues enum i386 x86_64 arm64 x86_64_mac arm64_mac
shape AssociateRouteTableRequest struct GatewayId:.str PublicIpv4Pool:.str DryRun:.bool=dryRun
 SubnetId:.str=subnetId RouteTableId!:.str=routeTableId
shape AssociateRouteTableResult struct AssociationId:.str=associationId
 AssociationState:RouteTableAssociationState=associationState
shape AssociateVpcCidrBlockRequest struct CidrBlock:.str Ipv6CidrBlockNetworkBorderGroup:.str Ipv6Pool:.str
 Ipv6CidrBlock:.str Ipv4IpamPoolId:.str Ipv4NetmaskLength:.int Ipv6IpamPoolId:.str Ipv6NetmaskLength:.int
 VpcId!:.str=vpcId AmazonProvidedIpv6CidrBlock:.bool=amazonProvidedIpv6CidrBlock
shape AssociateVpcCidrBlockResult struct
 Ipv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation=ipv6CidrBlockAssociation
 CidrBlockAssociation:VpcCidrBlockAssociation=cidrBlockAssociation VpcId:.str=vpcId
shape AssociatedSubnetList list .str=item
shape AttachmentEnaSrdSpecification struct EnaSrdEnabled:.bool=enaSrdEnabled
 EnaSrdUdpSpecification:AttachmentEnaSrdUdpSpecification=enaSrdUdpSpecification
shape AttachmentEnaSrdUdpSpecification struct EnaSrdUdpEnabled:.bool=enaSrdUdpEnabled
shape AttachmentLimitType enum shared dedicated
shape AttachmentStatus enum attaching attached detaching detached
shape AttributeBooleanValue struct Value:.bool=value
shape AutoProvisionZonesState enum enabled disabled
shape AutoScalingIpsState enum enabled disabled
shape AvailabilityMode enum zonal regional
shape AvailabilityZone struct OptInStatus:AvailabilityZoneOptInStatus=optInStatus
 Messages:AvailabilityZoneMessageList=messageSet RegionName:.str=regionName ZoneName:.str=zoneName
 ZoneId:.str=zoneId GroupName:.str=groupName NetworkBorderGroup:.str=networkBorderGroup ZoneType:.str=zoneType
 ParentZoneName:.str=parentZoneName ParentZoneId:.str=parentZoneId GroupLongName:.str=groupLongName
 Geography:AvailabilityZoneGeographyList=geographySet SubGeography:AvailabilityZoneSubGeographyList=subGeographySet
 State:AvailabilityZoneState=zoneState
shape AvailabilityZoneGeography struct Name:.str=name
shape AvailabilityZoneGeographyList list AvailabilityZoneGeography=item
shape AvailabilityZoneList list AvailabilityZone=item
shape AvailabilityZoneMessage struct Message:.str=message
shape AvailabilityZoneMessageList list AvailabilityZoneMessage=item
shape AvailabilityZoneOptInStatus enum opt-in-not-required opted-in not-opted-in
shape AvailabilityZoneState enum available information impaired unavailable constrained
shape AvailabilityZoneSubGeography struct Name:.str=name
shape AvailabilityZoneSubGeographyList list AvailabilityZoneSubGeography=item
shape BandwidthWeightingType enum default vpc-1 ebs-1
shape BandwidthWeightingTypeList list BandwidthWeightingType=item
shape BareMetal enum included required excluded
shape BaselineEbsBandwidthMbps struct Min:.int=min Max:.int=max
shape BaselineEbsBandwidthMbpsRequest struct Min:.int Max:.int
shape BaselinePerformanceFactors struct Cpu:CpuPerformanceFactor=cpu
shape BaselinePerformanceFactorsRequest struct Cpu:CpuPerformanceFactorRequest
shape BlockPublicAccessMode enum off block-bidirectional block-ingress
shape BlockPublicAccessStates struct InternetGatewayBlockMode:BlockPublicAccessMode=internetGatewayBlockMode
shape BootModeType enum legacy-bios uefi
shape BootModeTypeList list BootModeType=item
shape BootModeValues enum legacy-bios uefi uefi-preferred
shape BurstablePerformance enum included required excluded
shape CapacityReservationPreference enum capacity-reservations-only open none
shape CapacityReservationSpecificationResponse struct
 CapacityReservationPreference:CapacityReservationPreference=capacityReservationPreference
 CapacityReservationTarget:CapacityReservationTargetResponse=capacityReservationTarget
shape CapacityReservationTarget struct CapacityReservationId:.str CapacityReservationResourceGroupArn:.str
shape CapacityReservationTargetResponse struct CapacityReservationId:.str=capacityReservationId
 CapacityReservationResourceGroupArn:.str=capacityReservationResourceGroupArn
shape CidrBlock struct CidrBlock:.str=cidrBlock
shape CidrBlockSet list CidrBlock=item
shape CloudWatchLogOptions struct LogEnabled:.bool=logEnabled LogGroupArn:.str=logGroupArn
 LogOutputFormat:.str=logOutputFormat BgpLogEnabled:.bool=bgpLogEnabled BgpLogGroupArn:.str=bgpLogGroupArn
 BgpLogOutputFormat:.str=bgpLogOutputFormat
shape ConnectionTrackingConfiguration struct TcpEstablishedTimeout:.int=tcpEstablishedTimeout
 UdpStreamTimeout:.int=udpStreamTimeout UdpTimeout:.int=udpTimeout
shape ConnectionTrackingSpecification struct TcpEstablishedTimeout:.int=tcpEstablishedTimeout
 UdpTimeout:.int=udpTimeout UdpStreamTimeout:.int=udpStreamTimeout
shape ConnectionTrackingSpecificationRequest struct TcpEstablishedTimeout:.int UdpStreamTimeout:.int UdpTimeout:.int
shape ConnectionTrackingSpecificationResponse struct TcpEstablishedTimeout:.int=tcpEstablishedTimeout
 UdpStreamTimeout:.int=udpStreamTimeout UdpTimeout:.int=udpTimeout
shape ConnectivityType enum private public
shape CoreCountList list .int=item
shape CpuManufacturer enum intel amd amazon-web-services apple
shape CpuManufacturerSet list CpuManufacturer=item
shape CpuOptions struct CoreCount:.int=coreCount ThreadsPerCore:.int=threadsPerCore
 AmdSevSnp:AmdSevSnpSpecification=amdSevSnp
 NestedVirtualization:NestedVirtualizationSpecification=nestedVirtualization
shape CpuPerformanceFactor struct References:PerformanceFactorReferenceSet=referenceSet
shape CpuPerformanceFactorRequest struct References:PerformanceFactorReferenceSetRequest=Reference
shape CreateLaunchTemplateRequest struct DryRun:.bool ClientToken*:.str LaunchTemplateName!:.str
 VersionDescription:.str LaunchTemplateData!:RequestLaunchTemplateData Operator:OperatorRequest
 TagSpecifications:TagSpecificationList=TagSpecification
shape CreateLaunchTemplateResult struct LaunchTemplate:LaunchTemplate=launchTemplate
 Warning:ValidationWarning=warning
shape CreateLaunchTemplateVersionRequest struct DryRun:.bool ClientToken*:.str LaunchTemplateId:.str
 LaunchTemplateName:.str SourceVersion:.str VersionDescription:.str LaunchTemplateData!:RequestLaunchTemplateData
 ResolveAlias:.bool
shape CreateLaunchTemplateVersionResult struct LaunchTemplateVersion:LaunchTemplateVersion=launchTemplateVersion
 Warning:ValidationWarning=warning
shape CreateSubnetCidrReservationRequest struct SubnetId!:.str Cidr!:.str ReservationType!:SubnetCidrReservationType
 Description:.str DryRun:.bool TagSpecifications:TagSpecificationList=TagSpecification
shape CreateSubnetCidrReservationResult struct SubnetCidrReservation:SubnetCidrReservation=subnetCidrReservation
shape CreateSubnetRequest struct TagSpecifications:TagSpecificationList=TagSpecification AvailabilityZone:.str
 AvailabilityZoneId:.str CidrBlock:.str Ipv6CidrBlock:.str OutpostArn:.str VpcId!:.str Ipv6Native:.bool
 Ipv4IpamPoolId:.str Ipv4NetmaskLength:.int Ipv6IpamPoolId:.str Ipv6NetmaskLength:.int DryRun:.bool=dryRun
shape CreateSubnetResult struct Subnet:Subnet=subnet
shape CreateTagsRequest struct DryRun:.bool=dryRun Resources!:ResourceIdList=ResourceId Tags!:TagList=Tag
shape CreditSpecification struct CpuCredits:.str=cpuCredits
shape CreditSpecificationRequest struct CpuCredits!:.str
shape DefaultConnectionTrackingConfiguration struct DefaultTcpEstablishedTimeout:.int=defaultTcpEstablishedTimeout
 DefaultUdpTimeout:.int=defaultUdpTimeout DefaultUdpStreamTimeout:.int=defaultUdpStreamTimeout
shape DeleteLaunchTemplateRequest struct DryRun:.bool LaunchTemplateId:.str LaunchTemplateName:.str
shape DeleteLaunchTemplateResult struct LaunchTemplate:LaunchTemplate=launchTemplate
shape DeleteSubnetCidrReservationRequest struct SubnetCidrReservationId!:.str DryRun:.bool
shape DeleteSubnetCidrReservationResult struct
 DeletedSubnetCidrReservation:SubnetCidrReservation=deletedSubnetCidrReservation
shape DeleteSubnetRequest struct SubnetId!:.str DryRun:.bool=dryRun
shape DeleteTagsRequest struct DryRun:.bool=dryRun Resources!:ResourceIdList=resourceId Tags:TagList=tag
shape DescribeAvailabilityZonesRequest struct ZoneNames:ZoneNameStringList=ZoneName ZoneIds:ZoneIdStringList=ZoneId
 AllAvailabilityZones:.bool DryRun:.bool=dryRun Filters:FilterList=Filter
shape DescribeAvailabilityZonesResult struct AvailabilityZones:AvailabilityZoneList=availabilityZoneInfo
shape DescribeInstanceTypeOfferingsRequest struct DryRun:.bool LocationType:LocationType Filters:FilterList=Filter
 MaxResults:.int NextToken:.str
shape DescribeInstanceTypeOfferingsResult struct
 InstanceTypeOfferings:InstanceTypeOfferingsList=instanceTypeOfferingSet NextToken:.str=nextToken
shape DescribeInstanceTypesRequest struct DryRun:.bool InstanceTypes:RequestInstanceTypeList=InstanceType
 Filters:FilterList=Filter MaxResults:.int NextToken:.str IncludeUnsupportedInRegion:.bool
shape DescribeInstanceTypesResult struct InstanceTypes:InstanceTypeInfoList=instanceTypeSet NextToken:.str=nextToken
shape DescribeInstancesRequest struct InstanceIds:InstanceIdStringList=InstanceId IncludeManagedResources:.bool
 DryRun:.bool=dryRun Filters:FilterList=Filter NextToken:.str=nextToken MaxResults:.int=maxResults
shape DescribeInstancesResult struct NextToken:.str=nextToken Reservations:ReservationList=reservationSet
shape DescribeInternetGatewaysRequest struct NextToken:.str MaxResults:.int DryRun:.bool=dryRun
 InternetGatewayIds:InternetGatewayIdList=internetGatewayId Filters:FilterList=Filter
shape DescribeInternetGatewaysResult struct InternetGateways:InternetGatewayList=internetGatewaySet
 NextToken:.str=nextToken
shape DescribeIpamPoolsRequest struct DryRun:.bool Filters:FilterList=Filter MaxResults:.int NextToken:.str
 IpamPoolIds:ValueStringList=IpamPoolId
shape DescribeIpamPoolsResult struct NextToken:.str=nextToken IpamPools:IpamPoolSet=ipamPoolSet
shape DescribeLaunchTemplateVersionsRequest struct DryRun:.bool LaunchTemplateId:.str LaunchTemplateName:.str
 Versions:VersionStringList=LaunchTemplateVersion MinVersion:.str MaxVersion:.str NextToken:.str MaxResults:.int
 Filters:FilterList=Filter ResolveAlias:.bool IncludeManagedResources:.bool
shape DescribeLaunchTemplateVersionsResult struct
 LaunchTemplateVersions:LaunchTemplateVersionSet=launchTemplateVersionSet NextToken:.str=nextToken
shape DescribeLaunchTemplatesRequest struct DryRun:.bool
 LaunchTemplateIds:LaunchTemplateIdStringList=LaunchTemplateId
 LaunchTemplateNames:LaunchTemplateNameStringList=LaunchTemplateName Filters:FilterList=Filter NextToken:.str
 MaxResults:.int IncludeManagedResources:.bool
shape DescribeLaunchTemplatesResult struct LaunchTemplates:LaunchTemplateSet=launchTemplates
 NextToken:.str=nextToken
shape DescribeManagedPrefixListsRequest struct DryRun:.bool Filters:FilterList=Filter MaxResults:.int NextToken:.str
 PrefixListIds:ValueStringList=PrefixListId
shape DescribeManagedPrefixListsResult struct NextToken:.str=nextToken
 PrefixLists:ManagedPrefixListSet=prefixListSet
shape DescribeNatGatewaysRequest struct DryRun:.bool Filter:FilterList MaxResults:.int
 NatGatewayIds:NatGatewayIdStringList=NatGatewayId NextToken:.str
shape DescribeNatGatewaysResult struct NatGateways:NatGatewayList=natGatewaySet NextToken:.str=nextToken
shape DescribeNetworkAclsRequest struct NextToken:.str MaxResults:.int DryRun:.bool=dryRun
 NetworkAclIds:NetworkAclIdStringList=NetworkAclId Filters:FilterList=Filter
shape DescribeNetworkAclsResult struct NetworkAcls:NetworkAclList=networkAclSet NextToken:.str=nextToken
shape DescribeNetworkInterfacesRequest struct NextToken:.str MaxResults:.int IncludeManagedResources:.bool
 DryRun:.bool=dryRun NetworkInterfaceIds:NetworkInterfaceIdList=NetworkInterfaceId Filters:FilterList=filter
shape DescribeNetworkInterfacesResult struct NetworkInterfaces:NetworkInterfaceList=networkInterfaceSet
 NextToken:.str=nextToken
shape DescribeRegionsRequest struct RegionNames:RegionNameStringList=RegionName AllRegions:.bool DryRun:.bool=dryRun
 Filters:FilterList=Filter
shape DescribeRegionsResult struct Regions:RegionList=regionInfo
shape DescribeRouteTablesRequest struct NextToken:.str MaxResults:.int DryRun:.bool=dryRun
 RouteTableIds:RouteTableIdStringList=RouteTableId Filters:FilterList=Filter
shape DescribeRouteTablesResult struct RouteTables:RouteTableList=routeTableSet NextToken:.str=nextToken
shape DescribeSecurityGroupsRequest struct GroupIds:GroupIdStringList=GroupId
 GroupNames:GroupNameStringList=GroupName NextToken:.str MaxResults:.int DryRun:.bool=dryRun
 Filters:FilterList=Filter
shape DescribeSecurityGroupsResult struct NextToken:.str=nextToken
 SecurityGroups:SecurityGroupList=securityGroupInfo
shape DescribeSubnetsRequest struct Filters:FilterList=Filter SubnetIds:SubnetIdStringList=SubnetId NextToken:.str
 MaxResults:.int DryRun:.bool=dryRun
shape DescribeSubnetsResult struct NextToken:.str=nextToken Subnets:SubnetList=subnetSet
shape DescribeTagsRequest struct DryRun:.bool=dryRun Filters:FilterList=Filter MaxResults:.int=maxResults
 NextToken:.str=nextToken
shape DescribeTagsResult struct NextToken:.str=nextToken Tags:TagDescriptionList=tagSet
shape DescribeTransitGatewayAttachmentsRequest struct
 TransitGatewayAttachmentIds:TransitGatewayAttachmentIdStringList Filters:FilterList=Filter MaxResults:.int
 NextToken:.str DryRun:.bool
shape DescribeTransitGatewayAttachmentsResult struct
 TransitGatewayAttachments:TransitGatewayAttachmentList=transitGatewayAttachments NextToken:.str=nextToken
shape DescribeTransitGatewayVpcAttachmentsRequest struct
 TransitGatewayAttachmentIds:TransitGatewayAttachmentIdStringList Filters:FilterList=Filter MaxResults:.int
 NextToken:.str DryRun:.bool
shape DescribeTransitGatewayVpcAttachmentsResult struct
 TransitGatewayVpcAttachments:TransitGatewayVpcAttachmentList=transitGatewayVpcAttachments NextToken:.str=nextToken
shape DescribeVpcAttributeRequest struct Attribute!:VpcAttributeName VpcId!:.str DryRun:.bool=dryRun
shape DescribeVpcAttributeResult struct EnableDnsHostnames:AttributeBooleanValue=enableDnsHostnames
 EnableDnsSupport:AttributeBooleanValue=enableDnsSupport
 EnableNetworkAddressUsageMetrics:AttributeBooleanValue=enableNetworkAddressUsageMetrics VpcId:.str=vpcId
shape DescribeVpcEndpointsRequest struct DryRun:.bool VpcEndpointIds:VpcEndpointIdList=VpcEndpointId
 Filters:FilterList=Filter MaxResults:.int NextToken:.str
shape DescribeVpcEndpointsResult struct VpcEndpoints:VpcEndpointSet=vpcEndpointSet NextToken:.str=nextToken
shape DescribeVpcPeeringConnectionsRequest struct NextToken:.str MaxResults:.int DryRun:.bool=dryRun
 VpcPeeringConnectionIds:VpcPeeringConnectionIdList=VpcPeeringConnectionId Filters:FilterList=Filter
shape DescribeVpcPeeringConnectionsResult struct
 VpcPeeringConnections:VpcPeeringConnectionList=vpcPeeringConnectionSet NextToken:.str=nextToken
shape DescribeVpcsRequest struct Filters:FilterList=Filter VpcIds:VpcIdStringList=VpcId NextToken:.str
 MaxResults:.int DryRun:.bool=dryRun
shape DescribeVpcsResult struct NextToken:.str=nextToken Vpcs:VpcList=vpcSet
shape DescribeVpnConnectionsRequest struct Filters:FilterList=Filter
 VpnConnectionIds:VpnConnectionIdStringList=VpnConnectionId DryRun:.bool=dryRun
shape DescribeVpnConnectionsResult struct VpnConnections:VpnConnectionList=vpnConnectionSet
shape DescribeVpnGatewaysRequest struct Filters:FilterList=Filter VpnGatewayIds:VpnGatewayIdStringList=VpnGatewayId
 DryRun:.bool=dryRun
shape DescribeVpnGatewaysResult struct VpnGateways:VpnGatewayList=vpnGatewaySet
shape DeviceType enum ebs instance-store
shape DisassociateRouteTableRequest struct DryRun:.bool=dryRun AssociationId!:.str=associationId
shape DisassociateVpcCidrBlockRequest struct AssociationId!:.str=associationId
shape DisassociateVpcCidrBlockResult struct
 Ipv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation=ipv6CidrBlockAssociation
 CidrBlockAssociation:VpcCidrBlockAssociation=cidrBlockAssociation VpcId:.str=vpcId
shape DiskInfo struct SizeInGB:.long=sizeInGB Count:.int=count Type:DiskType=type
shape DiskInfoList list DiskInfo=item
shape DiskType enum hdd ssd
shape DnsEntry struct DnsName:.str=dnsName HostedZoneId:.str=hostedZoneId
shape DnsEntrySet list DnsEntry=item
shape DnsOptions struct DnsRecordIpType:DnsRecordIpType=dnsRecordIpType
 PrivateDnsOnlyForInboundResolverEndpoint:.bool=privateDnsOnlyForInboundResolverEndpoint
 PrivateDnsPreference:.str=privateDnsPreference
 PrivateDnsSpecifiedDomains:PrivateDnsSpecifiedDomainSet=privateDnsSpecifiedDomainSet
shape DnsRecordIpType enum ipv4 dualstack ipv6 service-defined
shape DnsSupportValue enum enable disable
shape EbsCardInfo struct EbsCardIndex:.int=ebsCardIndex BaselineBandwidthInMbps:.int=baselineBandwidthInMbps
 BaselineThroughputInMBps:.double=baselineThroughputInMBps BaselineIops:.int=baselineIops
 MaximumBandwidthInMbps:.int=maximumBandwidthInMbps MaximumThroughputInMBps:.double=maximumThroughputInMBps
 MaximumIops:.int=maximumIops
shape EbsCardInfoList list EbsCardInfo=item
shape EbsEncryptionSupport enum unsupported supported
shape EbsInfo struct EbsOptimizedSupport:EbsOptimizedSupport=ebsOptimizedSupport
 EncryptionSupport:EbsEncryptionSupport=encryptionSupport EbsOptimizedInfo:EbsOptimizedInfo=ebsOptimizedInfo
 NvmeSupport:EbsNvmeSupport=nvmeSupport MaximumEbsAttachments:.int=maximumEbsAttachments
 AttachmentLimitType:AttachmentLimitType=attachmentLimitType MaximumEbsCards:.int=maximumEbsCards
 EbsCards:EbsCardInfoList=ebsCardSet
shape EbsInstanceBlockDevice struct AttachTime:.time=attachTime DeleteOnTermination:.bool=deleteOnTermination
 Status:AttachmentStatus=status VolumeId:.str=volumeId AssociatedResource:.str=associatedResource
 VolumeOwnerId:.str=volumeOwnerId Operator:OperatorResponse=operator EbsCardIndex:.int=ebsCardIndex
shape EbsNvmeSupport enum unsupported supported required
shape EbsOptimizedInfo struct BaselineBandwidthInMbps:.int=baselineBandwidthInMbps
 BaselineThroughputInMBps:.double=baselineThroughputInMBps BaselineIops:.int=baselineIops
 MaximumBandwidthInMbps:.int=maximumBandwidthInMbps MaximumThroughputInMBps:.double=maximumThroughputInMBps
 MaximumIops:.int=maximumIops
shape EbsOptimizedSupport enum unsupported supported default
shape EfaInfo struct MaximumEfaInterfaces:.int=maximumEfaInterfaces
shape ElasticGpuAssociation struct ElasticGpuId:.str=elasticGpuId
 ElasticGpuAssociationId:.str=elasticGpuAssociationId ElasticGpuAssociationState:.str=elasticGpuAssociationState
 ElasticGpuAssociationTime:.str=elasticGpuAssociationTime
shape ElasticGpuAssociationList list ElasticGpuAssociation=item
shape ElasticGpuSpecification struct Type!:.str
shape ElasticGpuSpecificationList list ElasticGpuSpecification=ElasticGpuSpecification
shape ElasticGpuSpecificationResponse struct Type:.str=type
shape ElasticGpuSpecificationResponseList list ElasticGpuSpecificationResponse=item
shape ElasticInferenceAcceleratorAssociation struct
 ElasticInferenceAcceleratorArn:.str=elasticInferenceAcceleratorArn
 ElasticInferenceAcceleratorAssociationId:.str=elasticInferenceAcceleratorAssociationId
 ElasticInferenceAcceleratorAssociationState:.str=elasticInferenceAcceleratorAssociationState
 ElasticInferenceAcceleratorAssociationTime:.time=elasticInferenceAcceleratorAssociationTime
shape ElasticInferenceAcceleratorAssociationList list ElasticInferenceAcceleratorAssociation=item
shape EnaSrdSpecificationRequest struct EnaSrdEnabled:.bool EnaSrdUdpSpecification:EnaSrdUdpSpecificationRequest
shape EnaSrdUdpSpecificationRequest struct EnaSrdUdpEnabled:.bool
shape EnaSupport enum unsupported supported required
shape EnclaveOptions struct Enabled:.bool=enabled
shape EphemeralNvmeSupport enum unsupported supported required
shape ErrorSet list ValidationError=item
shape ExcludedInstanceTypeSet list .str=item
shape Filter struct Name:.str Values:ValueStringList=Value
shape FilterList list Filter=Filter
shape FlexibleEnaQueuesSupport enum unsupported supported
shape FpgaDeviceInfo struct Name:.str=name Manufacturer:.str=manufacturer Count:.int=count
 MemoryInfo:FpgaDeviceMemoryInfo=memoryInfo
shape FpgaDeviceInfoList list FpgaDeviceInfo=item
shape FpgaDeviceMemoryInfo struct SizeInMiB:.int=sizeInMiB
shape FpgaInfo struct Fpgas:FpgaDeviceInfoList=fpgas TotalFpgaMemoryInMiB:.int=totalFpgaMemoryInMiB
shape GatewayAssociationState enum associated not-associated associating disassociating
shape GatewayType enum ipsec.1
shape GetIpamResourceCidrsRequest struct DryRun:.bool Filters:FilterList=Filter MaxResults:.int NextToken:.str
 IpamScopeId!:.str IpamPoolId:.str ResourceId:.str ResourceType:IpamResourceType ResourceTag:RequestIpamResourceTag
 ResourceOwner:.str
shape GetIpamResourceCidrsResult struct NextToken:.str=nextToken
 IpamResourceCidrs:IpamResourceCidrSet=ipamResourceCidrSet
shape GetManagedPrefixListEntriesRequest struct DryRun:.bool PrefixListId!:.str TargetVersion:.long MaxResults:.int
 NextToken:.str
shape GetManagedPrefixListEntriesResult struct Entries:PrefixListEntrySet=entrySet NextToken:.str=nextToken
shape GetSubnetCidrReservationsRequest struct Filters:FilterList=Filter SubnetId!:.str DryRun:.bool NextToken:.str
 MaxResults:.int
shape GetSubnetCidrReservationsResult struct
 SubnetIpv4CidrReservations:SubnetCidrReservationList=subnetIpv4CidrReservationSet
 SubnetIpv6CidrReservations:SubnetCidrReservationList=subnetIpv6CidrReservationSet NextToken:.str=nextToken
shape GetTransitGatewayAttachmentPropagationsRequest struct TransitGatewayAttachmentId!:.str
 Filters:FilterList=Filter MaxResults:.int NextToken:.str DryRun:.bool
shape GetTransitGatewayAttachmentPropagationsResult struct
 TransitGatewayAttachmentPropagations:TransitGatewayAttachmentPropagationList=transitGatewayAttachmentPropagations
 NextToken:.str=nextToken
shape GetTransitGatewayRouteTablePropagationsRequest struct TransitGatewayRouteTableId!:.str
 Filters:FilterList=Filter MaxResults:.int NextToken:.str DryRun:.bool
shape GetTransitGatewayRouteTablePropagationsResult struct
 TransitGatewayRouteTablePropagations:TransitGatewayRouteTablePropagationList=transitGatewayRouteTablePropagations
 NextToken:.str=nextToken
shape GpuDeviceInfo struct Name:.str=name Manufacturer:.str=manufacturer Count:.int=count
 LogicalGpuCount:.int=logicalGpuCount GpuPartitionSize:.double=gpuPartitionSize Workloads:WorkloadsList=workloadSet
 MemoryInfo:GpuDeviceMemoryInfo=memoryInfo
shape GpuDeviceInfoList list GpuDeviceInfo=item
shape GpuDeviceMemoryInfo struct SizeInMiB:.int=sizeInMiB
shape GpuInfo struct Gpus:GpuDeviceInfoList=gpus TotalGpuMemoryInMiB:.int=totalGpuMemoryInMiB
shape GroupIdStringList list .str=groupId
shape GroupIdentifier struct GroupId:.str=groupId GroupName:.str=groupName
shape GroupIdentifierList list GroupIdentifier=item
shape GroupIdentifierSet list SecurityGroupIdentifier=item
shape GroupNameStringList list .str=GroupName
shape HibernationOptions struct Configured:.bool=configured
shape HostnameType enum ip-name resource-name
shape HttpTokensState enum optional required
shape HypervisorType enum ovm xen
shape IKEVersionsList list IKEVersionsListValue=item
shape IKEVersionsListValue struct Value:.str=value
shape IamInstanceProfile struct Arn:.str=arn Id:.str=id
shape IcmpTypeCode struct Code:.int=code Type:.int=type
shape InferenceAcceleratorInfo struct Accelerators:InferenceDeviceInfoList=accelerators
 TotalInferenceMemoryInMiB:.int=totalInferenceMemoryInMiB
shape InferenceDeviceInfo struct Count:.int=count Name:.str=name Manufacturer:.str=manufacturer
 MemoryInfo:InferenceDeviceMemoryInfo=memoryInfo
shape InferenceDeviceInfoList list InferenceDeviceInfo
shape InferenceDeviceMemoryInfo struct SizeInMiB:.int=sizeInMiB
shape Instance struct Architecture:ArchitectureValues=architecture
 BlockDeviceMappings:InstanceBlockDeviceMappingList=blockDeviceMapping ClientToken:.str=clientToken
 EbsOptimized:.bool=ebsOptimized EnaSupport:.bool=enaSupport Hypervisor:HypervisorType=hypervisor
 IamInstanceProfile:IamInstanceProfile=iamInstanceProfile InstanceLifecycle:InstanceLifecycleType=instanceLifecycle
 ElasticGpuAssociations:ElasticGpuAssociationList=elasticGpuAssociationSet
 ElasticInferenceAcceleratorAssociations:ElasticInferenceAcceleratorAssociationList=elasticInferenceAcceleratorAssociationSet
 NetworkInterfaces:InstanceNetworkInterfaceList=networkInterfaceSet OutpostArn:.str=outpostArn
 RootDeviceName:.str=rootDeviceName RootDeviceType:DeviceType=rootDeviceType
 SecurityGroups:GroupIdentifierList=groupSet SourceDestCheck:.bool=sourceDestCheck
 SpotInstanceRequestId:.str=spotInstanceRequestId SriovNetSupport:.str=sriovNetSupport
 StateReason:StateReason=stateReason Tags:TagList=tagSet VirtualizationType:VirtualizationType=virtualizationType
 CpuOptions:CpuOptions=cpuOptions CapacityBlockId:.str=capacityBlockId
 CapacityReservationId:.str=capacityReservationId
 CapacityReservationSpecification:CapacityReservationSpecificationResponse=capacityReservationSpecification
 HibernationOptions:HibernationOptions=hibernationOptions Licenses:LicenseList=licenseSet
 MetadataOptions:InstanceMetadataOptionsResponse=metadataOptions EnclaveOptions:EnclaveOptions=enclaveOptions
 BootMode:BootModeValues=bootMode PlatformDetails:.str=platformDetails UsageOperation:.str=usageOperation
 UsageOperationUpdateTime:.time=usageOperationUpdateTime
 PrivateDnsNameOptions:PrivateDnsNameOptionsResponse=privateDnsNameOptions Ipv6Address:.str=ipv6Address
 TpmSupport:.str=tpmSupport MaintenanceOptions:InstanceMaintenanceOptions=maintenanceOptions
 CurrentInstanceBootMode:InstanceBootModeValues=currentInstanceBootMode
 NetworkPerformanceOptions:InstanceNetworkPerformanceOptions=networkPerformanceOptions
 Operator:OperatorResponse=operator SecondaryInterfaces:InstanceSecondaryInterfaceList=secondaryInterfaceSet
 InstanceId:.str=instanceId ImageId:.str=imageId State:InstanceState=instanceState
 PrivateDnsName:.str=privateDnsName PublicDnsName:.str=dnsName StateTransitionReason:.str=reason
 KeyName:.str=keyName AmiLaunchIndex:.int=amiLaunchIndex ProductCodes:ProductCodeList=productCodes
 InstanceType:InstanceType=instanceType LaunchTime:.time=launchTime Placement:Placement=placement
 KernelId:.str=kernelId RamdiskId:.str=ramdiskId Platform:PlatformValues=platform Monitoring:Monitoring=monitoring
 SubnetId:.str=subnetId VpcId:.str=vpcId PrivateIpAddress:.str=privateIpAddress PublicIpAddress:.str=ipAddress
shape InstanceAttachmentEnaSrdSpecification struct EnaSrdEnabled:.bool=enaSrdEnabled
 EnaSrdUdpSpecification:InstanceAttachmentEnaSrdUdpSpecification=enaSrdUdpSpecification
shape InstanceAttachmentEnaSrdUdpSpecification struct EnaSrdUdpEnabled:.bool=enaSrdUdpEnabled
shape InstanceAutoRecoveryState enum disabled default
shape InstanceBandwidthWeighting enum default vpc-1 ebs-1
shape InstanceBlockDeviceMapping struct DeviceName:.str=deviceName Ebs:EbsInstanceBlockDevice=ebs
shape InstanceBlockDeviceMappingList list InstanceBlockDeviceMapping=item
shape InstanceBootModeValues enum legacy-bios uefi
shape InstanceGeneration enum current previous
shape InstanceGenerationSet list InstanceGeneration=item
shape InstanceIdStringList list .str=InstanceId
shape InstanceInterruptionBehavior enum hibernate stop terminate
shape InstanceIpv4Prefix struct Ipv4Prefix:.str=ipv4Prefix
shape InstanceIpv4PrefixList list InstanceIpv4Prefix=item
shape InstanceIpv6Address struct Ipv6Address:.str=ipv6Address IsPrimaryIpv6:.bool=isPrimaryIpv6
shape InstanceIpv6AddressList list InstanceIpv6Address=item
shape InstanceIpv6AddressListRequest list InstanceIpv6AddressRequest=InstanceIpv6Address
shape InstanceIpv6AddressRequest struct Ipv6Address:.str
shape InstanceIpv6Prefix struct Ipv6Prefix:.str=ipv6Prefix
shape InstanceIpv6PrefixList list InstanceIpv6Prefix=item
shape InstanceLifecycleType enum spot scheduled capacity-block interruptible-capacity-reservation
shape InstanceList list Instance=item
shape InstanceMaintenanceOptions struct AutoRecovery:InstanceAutoRecoveryState=autoRecovery
 RebootMigration:InstanceRebootMigrationState=rebootMigration
shape InstanceMetadataEndpointState enum disabled enabled
shape InstanceMetadataOptionsResponse struct State:InstanceMetadataOptionsState=state
 HttpTokens:HttpTokensState=httpTokens HttpPutResponseHopLimit:.int=httpPutResponseHopLimit
 HttpEndpoint:InstanceMetadataEndpointState=httpEndpoint
 HttpProtocolIpv6:InstanceMetadataProtocolState=httpProtocolIpv6
 InstanceMetadataTags:InstanceMetadataTagsState=instanceMetadataTags
shape InstanceMetadataOptionsState enum pending applied
shape InstanceMetadataProtocolState enum disabled enabled
shape InstanceMetadataTagsState enum disabled enabled
shape InstanceNetworkInterface struct Association:InstanceNetworkInterfaceAssociation=association
 Attachment:InstanceNetworkInterfaceAttachment=attachment Description:.str=description
 Groups:GroupIdentifierList=groupSet Ipv6Addresses:InstanceIpv6AddressList=ipv6AddressesSet
 MacAddress:.str=macAddress NetworkInterfaceId:.str=networkInterfaceId OwnerId:.str=ownerId
 PrivateDnsName:.str=privateDnsName PrivateIpAddress:.str=privateIpAddress
 PrivateIpAddresses:InstancePrivateIpAddressList=privateIpAddressesSet SourceDestCheck:.bool=sourceDestCheck
 Status:NetworkInterfaceStatus=status SubnetId:.str=subnetId VpcId:.str=vpcId InterfaceType:.str=interfaceType
 Ipv4Prefixes:InstanceIpv4PrefixList=ipv4PrefixSet Ipv6Prefixes:InstanceIpv6PrefixList=ipv6PrefixSet
 ConnectionTrackingConfiguration:ConnectionTrackingSpecificationResponse=connectionTrackingConfiguration
 Operator:OperatorResponse=operator
shape InstanceNetworkInterfaceAssociation struct CarrierIp:.str=carrierIp CustomerOwnedIp:.str=customerOwnedIp
 IpOwnerId:.str=ipOwnerId PublicDnsName:.str=publicDnsName PublicIp:.str=publicIp
shape InstanceNetworkInterfaceAttachment struct AttachTime:.time=attachTime AttachmentId:.str=attachmentId
 DeleteOnTermination:.bool=deleteOnTermination DeviceIndex:.int=deviceIndex Status:AttachmentStatus=status
 NetworkCardIndex:.int=networkCardIndex
 EnaSrdSpecification:InstanceAttachmentEnaSrdSpecification=enaSrdSpecification EnaQueueCount:.int=enaQueueCount
shape InstanceNetworkInterfaceList list InstanceNetworkInterface=item
shape InstanceNetworkPerformanceOptions struct BandwidthWeighting:InstanceBandwidthWeighting=bandwidthWeighting
shape InstancePrivateIpAddress struct Association:InstanceNetworkInterfaceAssociation=association
 Primary:.bool=primary PrivateDnsName:.str=privateDnsName PrivateIpAddress:.str=privateIpAddress
shape InstancePrivateIpAddressList list InstancePrivateIpAddress=item
shape InstanceRebootMigrationState enum disabled default
shape InstanceRequirements struct VCpuCount:VCpuCountRange=vCpuCount MemoryMiB:MemoryMiB=memoryMiB
 CpuManufacturers:CpuManufacturerSet=cpuManufacturerSet MemoryGiBPerVCpu:MemoryGiBPerVCpu=memoryGiBPerVCpu
 ExcludedInstanceTypes:ExcludedInstanceTypeSet=excludedInstanceTypeSet
 InstanceGenerations:InstanceGenerationSet=instanceGenerationSet
 SpotMaxPricePercentageOverLowestPrice:.int=spotMaxPricePercentageOverLowestPrice
 OnDemandMaxPricePercentageOverLowestPrice:.int=onDemandMaxPricePercentageOverLowestPrice
 BareMetal:BareMetal=bareMetal BurstablePerformance:BurstablePerformance=burstablePerformance
 RequireHibernateSupport:.bool=requireHibernateSupport
 NetworkInterfaceCount:NetworkInterfaceCount=networkInterfaceCount LocalStorage:LocalStorage=localStorage
 LocalStorageTypes:LocalStorageTypeSet=localStorageTypeSet
 TotalLocalStorageGB:TotalLocalStorageGB=totalLocalStorageGB
 BaselineEbsBandwidthMbps:BaselineEbsBandwidthMbps=baselineEbsBandwidthMbps
 AcceleratorTypes:AcceleratorTypeSet=acceleratorTypeSet AcceleratorCount:AcceleratorCount=acceleratorCount
 AcceleratorManufacturers:AcceleratorManufacturerSet=acceleratorManufacturerSet
 AcceleratorNames:AcceleratorNameSet=acceleratorNameSet
 AcceleratorTotalMemoryMiB:AcceleratorTotalMemoryMiB=acceleratorTotalMemoryMiB
 NetworkBandwidthGbps:NetworkBandwidthGbps=networkBandwidthGbps
 AllowedInstanceTypes:AllowedInstanceTypeSet=allowedInstanceTypeSet
 MaxSpotPriceAsPercentageOfOptimalOnDemandPrice:.int=maxSpotPriceAsPercentageOfOptimalOnDemandPrice
 BaselinePerformanceFactors:BaselinePerformanceFactors=baselinePerformanceFactors
 RequireEncryptionInTransit:.bool=requireEncryptionInTransit
shape InstanceRequirementsRequest struct VCpuCount!:VCpuCountRangeRequest MemoryMiB!:MemoryMiBRequest
 CpuManufacturers:CpuManufacturerSet=CpuManufacturer MemoryGiBPerVCpu:MemoryGiBPerVCpuRequest
 ExcludedInstanceTypes:ExcludedInstanceTypeSet=ExcludedInstanceType
 InstanceGenerations:InstanceGenerationSet=InstanceGeneration SpotMaxPricePercentageOverLowestPrice:.int
 OnDemandMaxPricePercentageOverLowestPrice:.int BareMetal:BareMetal BurstablePerformance:BurstablePerformance
 RequireHibernateSupport:.bool NetworkInterfaceCount:NetworkInterfaceCountRequest LocalStorage:LocalStorage
 LocalStorageTypes:LocalStorageTypeSet=LocalStorageType TotalLocalStorageGB:TotalLocalStorageGBRequest
 BaselineEbsBandwidthMbps:BaselineEbsBandwidthMbpsRequest AcceleratorTypes:AcceleratorTypeSet=AcceleratorType
 AcceleratorCount:AcceleratorCountRequest
 AcceleratorManufacturers:AcceleratorManufacturerSet=AcceleratorManufacturer
 AcceleratorNames:AcceleratorNameSet=AcceleratorName AcceleratorTotalMemoryMiB:AcceleratorTotalMemoryMiBRequest
 NetworkBandwidthGbps:NetworkBandwidthGbpsRequest AllowedInstanceTypes:AllowedInstanceTypeSet=AllowedInstanceType
 MaxSpotPriceAsPercentageOfOptimalOnDemandPrice:.int BaselinePerformanceFactors:BaselinePerformanceFactorsRequest
 RequireEncryptionInTransit:.bool
shape InstanceSecondaryInterface struct Attachment:InstanceSecondaryInterfaceAttachment=attachment
 MacAddress:.str=macAddress SecondaryInterfaceId:.str=secondaryInterfaceId OwnerId:.str=ownerId
 PrivateIpAddresses:InstanceSecondaryInterfacePrivateIpAddressList=privateIpAddressSet
 SourceDestCheck:.bool=sourceDestCheck Status:SecondaryInterfaceStatus=status
 SecondarySubnetId:.str=secondarySubnetId SecondaryNetworkId:.str=secondaryNetworkId
 InterfaceType:SecondaryInterfaceType=interfaceType
shape InstanceSecondaryInterfaceAttachment struct AttachTime:.time=attachTime AttachmentId:.str=attachmentId
 DeleteOnTermination:.bool=deleteOnTermination DeviceIndex:.int=deviceIndex Status:AttachmentStatus=status
 NetworkCardIndex:.int=networkCardIndex
shape InstanceSecondaryInterfaceList list InstanceSecondaryInterface=item
shape InstanceSecondaryInterfacePrivateIpAddress struct PrivateIpAddress:.str=privateIpAddress
shape InstanceSecondaryInterfacePrivateIpAddressList list InstanceSecondaryInterfacePrivateIpAddress=item
shape InstanceState struct Code:.int=code Name:InstanceStateName=name
shape InstanceStateChange struct InstanceId:.str=instanceId CurrentState:InstanceState=currentState
 PreviousState:InstanceState=previousState
shape InstanceStateChangeList list InstanceStateChange=item
shape InstanceStateName enum pending running shutting-down terminated stopping stopped
shape InstanceStorageEncryptionSupport enum unsupported required
shape InstanceStorageInfo struct TotalSizeInGB:.long=totalSizeInGB Disks:DiskInfoList=disks
 NvmeSupport:EphemeralNvmeSupport=nvmeSupport EncryptionSupport:InstanceStorageEncryptionSupport=encryptionSupport
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
shape InstanceTypeInfo struct InstanceType:InstanceType=instanceType CurrentGeneration:.bool=currentGeneration
 FreeTierEligible:.bool=freeTierEligible SupportedUsageClasses:UsageClassTypeList=supportedUsageClasses
 SupportedRootDeviceTypes:RootDeviceTypeList=supportedRootDeviceTypes
 SupportedVirtualizationTypes:VirtualizationTypeList=supportedVirtualizationTypes BareMetal:.bool=bareMetal
 Hypervisor:InstanceTypeHypervisor=hypervisor ProcessorInfo:ProcessorInfo=processorInfo VCpuInfo:VCpuInfo=vCpuInfo
 MemoryInfo:MemoryInfo=memoryInfo InstanceStorageSupported:.bool=instanceStorageSupported
 InstanceStorageInfo:InstanceStorageInfo=instanceStorageInfo EbsInfo:EbsInfo=ebsInfo
 NetworkInfo:NetworkInfo=networkInfo GpuInfo:GpuInfo=gpuInfo FpgaInfo:FpgaInfo=fpgaInfo
 PlacementGroupInfo:PlacementGroupInfo=placementGroupInfo
 InferenceAcceleratorInfo:InferenceAcceleratorInfo=inferenceAcceleratorInfo
 HibernationSupported:.bool=hibernationSupported BurstablePerformanceSupported:.bool=burstablePerformanceSupported
 DedicatedHostsSupported:.bool=dedicatedHostsSupported AutoRecoverySupported:.bool=autoRecoverySupported
 SupportedBootModes:BootModeTypeList=supportedBootModes
 NitroEnclavesSupport:NitroEnclavesSupport=nitroEnclavesSupport NitroTpmSupport:NitroTpmSupport=nitroTpmSupport
 NitroTpmInfo:NitroTpmInfo=nitroTpmInfo MediaAcceleratorInfo:MediaAcceleratorInfo=mediaAcceleratorInfo
 NeuronInfo:NeuronInfo=neuronInfo PhcSupport:PhcSupport=phcSupport
 RebootMigrationSupport:RebootMigrationSupport=rebootMigrationSupport SupportedInRegion:.bool=supportedInRegion
shape InstanceTypeInfoList list InstanceTypeInfo=item
shape InstanceTypeOffering struct InstanceType:InstanceType=instanceType LocationType:LocationType=locationType
 Location:.str=location
shape InstanceTypeOfferingsList list InstanceTypeOffering=item
shape InternetGateway struct Attachments:InternetGatewayAttachmentList=attachmentSet
 InternetGatewayId:.str=internetGatewayId OwnerId:.str=ownerId Tags:TagList=tagSet
shape InternetGatewayAttachment struct State:AttachmentStatus=state VpcId:.str=vpcId
shape InternetGatewayAttachmentList list InternetGatewayAttachment=item
shape InternetGatewayIdList list .str=item
shape InternetGatewayList list InternetGateway=item
shape IpAddressType enum ipv4 dualstack ipv6
shape IpPermission struct IpProtocol:.str=ipProtocol FromPort:.int=fromPort ToPort:.int=toPort
 UserIdGroupPairs:UserIdGroupPairList=groups IpRanges:IpRangeList=ipRanges Ipv6Ranges:Ipv6RangeList=ipv6Ranges
 PrefixListIds:PrefixListIdList=prefixListIds
shape IpPermissionList list IpPermission=item
shape IpRange struct Description:.str=description CidrIp:.str=cidrIp
shape IpRangeList list IpRange=item
shape IpSource enum amazon byoip none
shape IpamComplianceStatus enum compliant noncompliant unmanaged ignored
shape IpamManagementState enum managed unmanaged ignored
shape IpamOverlapStatus enum overlapping nonoverlapping ignored
shape IpamPool struct OwnerId:.str=ownerId IpamPoolId:.str=ipamPoolId SourceIpamPoolId:.str=sourceIpamPoolId
 IpamPoolArn:.str=ipamPoolArn IpamScopeArn:.str=ipamScopeArn IpamScopeType:IpamScopeType=ipamScopeType
 IpamArn:.str=ipamArn IpamRegion:.str=ipamRegion Locale:.str=locale PoolDepth:.int=poolDepth
 State:IpamPoolState=state StateMessage:.str=stateMessage Description:.str=description AutoImport:.bool=autoImport
 PubliclyAdvertisable:.bool=publiclyAdvertisable AddressFamily:AddressFamily=addressFamily
 AllocationMinNetmaskLength:.int=allocationMinNetmaskLength
 AllocationMaxNetmaskLength:.int=allocationMaxNetmaskLength
 AllocationDefaultNetmaskLength:.int=allocationDefaultNetmaskLength
 AllocationResourceTags:IpamResourceTagList=allocationResourceTagSet Tags:TagList=tagSet
 AwsService:IpamPoolAwsService=awsService PublicIpSource:IpamPoolPublicIpSource=publicIpSource
 SourceResource:IpamPoolSourceResource=sourceResource
shape IpamPoolAwsService enum ec2 global-services
shape IpamPoolPublicIpSource enum amazon byoip
shape IpamPoolSet list IpamPool=item
shape IpamPoolSourceResource struct ResourceId:.str=resourceId ResourceType:IpamPoolSourceResourceType=resourceType
 ResourceRegion:.str=resourceRegion ResourceOwner:.str=resourceOwner
shape IpamPoolSourceResourceType enum vpc
shape IpamPoolState enum create-in-progress create-complete create-failed modify-in-progress modify-complete
 modify-failed delete-in-progress delete-complete delete-failed isolate-in-progress isolate-complete
 restore-in-progress
shape IpamResourceCidr struct IpamId:.str=ipamId IpamScopeId:.str=ipamScopeId IpamPoolId:.str=ipamPoolId
 ResourceRegion:.str=resourceRegion ResourceOwnerId:.str=resourceOwnerId ResourceId:.str=resourceId
 ResourceName:.str=resourceName ResourceCidr:.str=resourceCidr ResourceType:IpamResourceType=resourceType
 ResourceTags:IpamResourceTagList=resourceTagSet IpUsage:.double=ipUsage
 ComplianceStatus:IpamComplianceStatus=complianceStatus ManagementState:IpamManagementState=managementState
 OverlapStatus:IpamOverlapStatus=overlapStatus VpcId:.str=vpcId AvailabilityZoneId:.str=availabilityZoneId
shape IpamResourceCidrSet list IpamResourceCidr=item
shape IpamResourceTag struct Key:.str=key Value:.str=value
shape IpamResourceTagList list IpamResourceTag=item
shape IpamResourceType enum vpc subnet eip public-ipv4-pool ipv6-pool eni anycast-ip-list
shape IpamScopeType enum public private
shape Ipv4PrefixList list Ipv4PrefixSpecificationRequest=item
shape Ipv4PrefixListResponse list Ipv4PrefixSpecificationResponse=item
shape Ipv4PrefixSpecification struct Ipv4Prefix:.str=ipv4Prefix
shape Ipv4PrefixSpecificationRequest struct Ipv4Prefix:.str
shape Ipv4PrefixSpecificationResponse struct Ipv4Prefix:.str=ipv4Prefix
shape Ipv4PrefixesList list Ipv4PrefixSpecification=item
shape Ipv6AddressAttribute enum public private
shape Ipv6CidrBlock struct Ipv6CidrBlock:.str=ipv6CidrBlock
shape Ipv6CidrBlockSet list Ipv6CidrBlock=item
shape Ipv6PrefixList list Ipv6PrefixSpecificationRequest=item
shape Ipv6PrefixListResponse list Ipv6PrefixSpecificationResponse=item
shape Ipv6PrefixSpecification struct Ipv6Prefix:.str=ipv6Prefix
shape Ipv6PrefixSpecificationRequest struct Ipv6Prefix:.str
shape Ipv6PrefixSpecificationResponse struct Ipv6Prefix:.str=ipv6Prefix
shape Ipv6PrefixesList list Ipv6PrefixSpecification=item
shape Ipv6Range struct Description:.str=description CidrIpv6:.str=cidrIpv6
shape Ipv6RangeList list Ipv6Range=item
shape Ipv6SupportValue enum enable disable
shape LastError struct Message:.str=message Code:.str=code
shape LaunchTemplate struct LaunchTemplateId:.str=launchTemplateId LaunchTemplateName:.str=launchTemplateName
 CreateTime:.time=createTime CreatedBy:.str=createdBy DefaultVersionNumber:.long=defaultVersionNumber
 LatestVersionNumber:.long=latestVersionNumber Tags:TagList=tagSet Operator:OperatorResponse=operator
shape LaunchTemplateAutoRecoveryState enum default disabled
shape LaunchTemplateBlockDeviceMapping struct DeviceName:.str=deviceName VirtualName:.str=virtualName
 Ebs:LaunchTemplateEbsBlockDevice=ebs NoDevice:.str=noDevice
shape LaunchTemplateBlockDeviceMappingList list LaunchTemplateBlockDeviceMapping=item
shape LaunchTemplateBlockDeviceMappingRequest struct DeviceName:.str VirtualName:.str
 Ebs:LaunchTemplateEbsBlockDeviceRequest NoDevice:.str
shape LaunchTemplateBlockDeviceMappingRequestList list LaunchTemplateBlockDeviceMappingRequest=BlockDeviceMapping
shape LaunchTemplateCapacityReservationSpecificationRequest struct
 CapacityReservationPreference:CapacityReservationPreference CapacityReservationTarget:CapacityReservationTarget
shape LaunchTemplateCapacityReservationSpecificationResponse struct
 CapacityReservationPreference:CapacityReservationPreference=capacityReservationPreference
 CapacityReservationTarget:CapacityReservationTargetResponse=capacityReservationTarget
shape LaunchTemplateCpuOptions struct CoreCount:.int=coreCount ThreadsPerCore:.int=threadsPerCore
 AmdSevSnp:AmdSevSnpSpecification=amdSevSnp
 NestedVirtualization:NestedVirtualizationSpecification=nestedVirtualization
shape LaunchTemplateCpuOptionsRequest struct CoreCount:.int ThreadsPerCore:.int AmdSevSnp:AmdSevSnpSpecification
 NestedVirtualization:NestedVirtualizationSpecification
shape LaunchTemplateEbsBlockDevice struct Encrypted:.bool=encrypted DeleteOnTermination:.bool=deleteOnTermination
 Iops:.int=iops KmsKeyId:.str=kmsKeyId SnapshotId:.str=snapshotId VolumeSize:.int=volumeSize
 VolumeType:VolumeType=volumeType Throughput:.int=throughput VolumeInitializationRate:.int=volumeInitializationRate
 EbsCardIndex:.int=ebsCardIndex
shape LaunchTemplateEbsBlockDeviceRequest struct Encrypted:.bool DeleteOnTermination:.bool Iops:.int KmsKeyId:.str
 SnapshotId:.str VolumeSize:.int VolumeType:VolumeType Throughput:.int VolumeInitializationRate:.int
 EbsCardIndex:.int
shape LaunchTemplateElasticInferenceAccelerator struct Type!:.str Count:.int
shape LaunchTemplateElasticInferenceAcceleratorList list LaunchTemplateElasticInferenceAccelerator=item
shape LaunchTemplateElasticInferenceAcceleratorResponse struct Type:.str=type Count:.int=count
shape LaunchTemplateElasticInferenceAcceleratorResponseList list
 LaunchTemplateElasticInferenceAcceleratorResponse=item
shape LaunchTemplateEnaSrdSpecification struct EnaSrdEnabled:.bool=enaSrdEnabled
 EnaSrdUdpSpecification:LaunchTemplateEnaSrdUdpSpecification=enaSrdUdpSpecification
shape LaunchTemplateEnaSrdUdpSpecification struct EnaSrdUdpEnabled:.bool=enaSrdUdpEnabled
shape LaunchTemplateEnclaveOptions struct Enabled:.bool=enabled
shape LaunchTemplateEnclaveOptionsRequest struct Enabled:.bool
shape LaunchTemplateHibernationOptions struct Configured:.bool=configured
shape LaunchTemplateHibernationOptionsRequest struct Configured:.bool
shape LaunchTemplateHttpTokensState enum optional required
shape LaunchTemplateIamInstanceProfileSpecification struct Arn:.str=arn Name:.str=name
shape LaunchTemplateIamInstanceProfileSpecificationRequest struct Arn:.str Name:.str
shape LaunchTemplateIdStringList list .str=item
shape LaunchTemplateInstanceMaintenanceOptions struct AutoRecovery:LaunchTemplateAutoRecoveryState=autoRecovery
shape LaunchTemplateInstanceMaintenanceOptionsRequest struct AutoRecovery:LaunchTemplateAutoRecoveryState
shape LaunchTemplateInstanceMarketOptions struct MarketType:MarketType=marketType
 SpotOptions:LaunchTemplateSpotMarketOptions=spotOptions
shape LaunchTemplateInstanceMarketOptionsRequest struct MarketType:MarketType
 SpotOptions:LaunchTemplateSpotMarketOptionsRequest
shape LaunchTemplateInstanceMetadataEndpointState enum disabled enabled
shape LaunchTemplateInstanceMetadataOptions struct State:LaunchTemplateInstanceMetadataOptionsState=state
 HttpTokens:LaunchTemplateHttpTokensState=httpTokens HttpPutResponseHopLimit:.int=httpPutResponseHopLimit
 HttpEndpoint:LaunchTemplateInstanceMetadataEndpointState=httpEndpoint
 HttpProtocolIpv6:LaunchTemplateInstanceMetadataProtocolIpv6=httpProtocolIpv6
 InstanceMetadataTags:LaunchTemplateInstanceMetadataTagsState=instanceMetadataTags
shape LaunchTemplateInstanceMetadataOptionsRequest struct HttpTokens:LaunchTemplateHttpTokensState
 HttpPutResponseHopLimit:.int HttpEndpoint:LaunchTemplateInstanceMetadataEndpointState
 HttpProtocolIpv6:LaunchTemplateInstanceMetadataProtocolIpv6
 InstanceMetadataTags:LaunchTemplateInstanceMetadataTagsState
shape LaunchTemplateInstanceMetadataOptionsState enum pending applied
shape LaunchTemplateInstanceMetadataProtocolIpv6 enum disabled enabled
shape LaunchTemplateInstanceMetadataTagsState enum disabled enabled
shape LaunchTemplateInstanceNetworkInterfaceSpecification struct
 AssociateCarrierIpAddress:.bool=associateCarrierIpAddress AssociatePublicIpAddress:.bool=associatePublicIpAddress
 DeleteOnTermination:.bool=deleteOnTermination Description:.str=description DeviceIndex:.int=deviceIndex
 Groups:GroupIdStringList=groupSet InterfaceType:.str=interfaceType Ipv6AddressCount:.int=ipv6AddressCount
 Ipv6Addresses:InstanceIpv6AddressList=ipv6AddressesSet NetworkInterfaceId:.str=networkInterfaceId
 PrivateIpAddress:.str=privateIpAddress PrivateIpAddresses:PrivateIpAddressSpecificationList=privateIpAddressesSet
 SecondaryPrivateIpAddressCount:.int=secondaryPrivateIpAddressCount SubnetId:.str=subnetId
 NetworkCardIndex:.int=networkCardIndex Ipv4Prefixes:Ipv4PrefixListResponse=ipv4PrefixSet
 Ipv4PrefixCount:.int=ipv4PrefixCount Ipv6Prefixes:Ipv6PrefixListResponse=ipv6PrefixSet
 Ipv6PrefixCount:.int=ipv6PrefixCount PrimaryIpv6:.bool=primaryIpv6
 EnaSrdSpecification:LaunchTemplateEnaSrdSpecification=enaSrdSpecification
 ConnectionTrackingSpecification:ConnectionTrackingSpecification=connectionTrackingSpecification
 EnaQueueCount:.int=enaQueueCount
shape LaunchTemplateInstanceNetworkInterfaceSpecificationList list
 LaunchTemplateInstanceNetworkInterfaceSpecification=item
shape LaunchTemplateInstanceNetworkInterfaceSpecificationRequest struct AssociateCarrierIpAddress:.bool
 AssociatePublicIpAddress:.bool DeleteOnTermination:.bool Description:.str DeviceIndex:.int
 Groups:SecurityGroupIdStringList=SecurityGroupId InterfaceType:.str Ipv6AddressCount:.int
 Ipv6Addresses:InstanceIpv6AddressListRequest NetworkInterfaceId:.str PrivateIpAddress:.str
 PrivateIpAddresses:PrivateIpAddressSpecificationList SecondaryPrivateIpAddressCount:.int SubnetId:.str
 NetworkCardIndex:.int Ipv4Prefixes:Ipv4PrefixList=Ipv4Prefix Ipv4PrefixCount:.int
 Ipv6Prefixes:Ipv6PrefixList=Ipv6Prefix Ipv6PrefixCount:.int PrimaryIpv6:.bool
 EnaSrdSpecification:EnaSrdSpecificationRequest
 ConnectionTrackingSpecification:ConnectionTrackingSpecificationRequest EnaQueueCount:.int
shape LaunchTemplateInstanceNetworkInterfaceSpecificationRequestList list
 LaunchTemplateInstanceNetworkInterfaceSpecificationRequest=InstanceNetworkInterfaceSpecification
shape LaunchTemplateInstanceSecondaryInterfaceSpecification struct DeleteOnTermination:.bool=deleteOnTermination
 DeviceIndex:.int=deviceIndex
 PrivateIpAddresses:SecondaryInterfacePrivateIpAddressSpecificationList=privateIpAddressesSet
 PrivateIpAddressCount:.int=privateIpAddressCount SecondarySubnetId:.str=secondarySubnetId
 InterfaceType:SecondaryInterfaceType=interfaceType NetworkCardIndex:.int=networkCardIndex
shape LaunchTemplateInstanceSecondaryInterfaceSpecificationList list
 LaunchTemplateInstanceSecondaryInterfaceSpecification=item
shape LaunchTemplateInstanceSecondaryInterfaceSpecificationRequest struct DeleteOnTermination:.bool DeviceIndex:.int
 PrivateIpAddresses:SecondaryInterfacePrivateIpAddressSpecificationListRequest=PrivateIpAddress
 PrivateIpAddressCount:.int SecondarySubnetId:.str InterfaceType:SecondaryInterfaceType NetworkCardIndex:.int
shape LaunchTemplateInstanceSecondaryInterfaceSpecificationRequestList list
 LaunchTemplateInstanceSecondaryInterfaceSpecificationRequest=InstanceSecondaryInterfaceSpecification
shape LaunchTemplateLicenseConfiguration struct LicenseConfigurationArn:.str=licenseConfigurationArn
shape LaunchTemplateLicenseConfigurationRequest struct LicenseConfigurationArn:.str
shape LaunchTemplateLicenseList list LaunchTemplateLicenseConfiguration=item
shape LaunchTemplateLicenseSpecificationListRequest list LaunchTemplateLicenseConfigurationRequest=item
shape LaunchTemplateNameStringList list .str=item
shape LaunchTemplateNetworkPerformanceOptions struct
 BandwidthWeighting:InstanceBandwidthWeighting=bandwidthWeighting
shape LaunchTemplateNetworkPerformanceOptionsRequest struct BandwidthWeighting:InstanceBandwidthWeighting
shape LaunchTemplatePlacement struct AvailabilityZone:.str=availabilityZone
 AvailabilityZoneId:.str=availabilityZoneId Affinity:.str=affinity GroupName:.str=groupName HostId:.str=hostId
 Tenancy:Tenancy=tenancy SpreadDomain:.str=spreadDomain HostResourceGroupArn:.str=hostResourceGroupArn
 PartitionNumber:.int=partitionNumber GroupId:.str=groupId
shape LaunchTemplatePlacementRequest struct AvailabilityZone:.str AvailabilityZoneId:.str Affinity:.str
 GroupName:.str HostId:.str Tenancy:Tenancy SpreadDomain:.str HostResourceGroupArn:.str PartitionNumber:.int
 GroupId:.str
shape LaunchTemplatePrivateDnsNameOptions struct HostnameType:HostnameType=hostnameType
 EnableResourceNameDnsARecord:.bool=enableResourceNameDnsARecord
 EnableResourceNameDnsAAAARecord:.bool=enableResourceNameDnsAAAARecord
shape LaunchTemplatePrivateDnsNameOptionsRequest struct HostnameType:HostnameType EnableResourceNameDnsARecord:.bool
 EnableResourceNameDnsAAAARecord:.bool
shape LaunchTemplateSet list LaunchTemplate=item
shape LaunchTemplateSpotMarketOptions struct MaxPrice:.str=maxPrice
 SpotInstanceType:SpotInstanceType=spotInstanceType BlockDurationMinutes:.int=blockDurationMinutes
 ValidUntil:.time=validUntil InstanceInterruptionBehavior:InstanceInterruptionBehavior=instanceInterruptionBehavior
shape LaunchTemplateSpotMarketOptionsRequest struct MaxPrice:.str SpotInstanceType:SpotInstanceType
 BlockDurationMinutes:.int ValidUntil:.time InstanceInterruptionBehavior:InstanceInterruptionBehavior
shape LaunchTemplateTagSpecification struct ResourceType:ResourceType=resourceType Tags:TagList=tagSet
shape LaunchTemplateTagSpecificationList list LaunchTemplateTagSpecification=item
shape LaunchTemplateTagSpecificationRequest struct ResourceType:ResourceType Tags:TagList=Tag
shape LaunchTemplateTagSpecificationRequestList list
 LaunchTemplateTagSpecificationRequest=LaunchTemplateTagSpecificationRequest
shape LaunchTemplateVersion struct LaunchTemplateId:.str=launchTemplateId LaunchTemplateName:.str=launchTemplateName
 VersionNumber:.long=versionNumber VersionDescription:.str=versionDescription CreateTime:.time=createTime
 CreatedBy:.str=createdBy DefaultVersion:.bool=defaultVersion
 LaunchTemplateData:ResponseLaunchTemplateData=launchTemplateData Operator:OperatorResponse=operator
shape LaunchTemplateVersionSet list LaunchTemplateVersion=item
shape LaunchTemplatesMonitoring struct Enabled:.bool=enabled
 MetricCategoryIds:MetricCategoryIdList=metricCategoryIdSet
shape LaunchTemplatesMonitoringRequest struct Enabled:.bool MetricCategoryIds:MetricCategoryIdList=MetricCategoryId
shape LicenseConfiguration struct LicenseConfigurationArn:.str=licenseConfigurationArn
shape LicenseList list LicenseConfiguration=item
shape LocalStorage enum included required excluded
shape LocalStorageType enum hdd ssd
shape LocalStorageTypeSet list LocalStorageType=item
shape LocationType enum region availability-zone availability-zone-id outpost
shape ManagedPrefixList struct PrefixListId:.str=prefixListId AddressFamily:.str=addressFamily
 State:PrefixListState=state StateMessage:.str=stateMessage PrefixListArn:.str=prefixListArn
 PrefixListName:.str=prefixListName MaxEntries:.int=maxEntries Version:.long=version Tags:TagList=tagSet
 OwnerId:.str=ownerId IpamPrefixListResolverTargetId:.str=ipamPrefixListResolverTargetId
 IpamPrefixListResolverSyncEnabled:.bool=ipamPrefixListResolverSyncEnabled
shape ManagedPrefixListSet list ManagedPrefixList=item
shape MarketType enum spot capacity-block interruptible-capacity-reservation on-demand
shape MediaAcceleratorInfo struct Accelerators:MediaDeviceInfoList=accelerators
 TotalMediaMemoryInMiB:.int=totalMediaMemoryInMiB
shape MediaDeviceInfo struct Count:.int=count Name:.str=name Manufacturer:.str=manufacturer
 MemoryInfo:MediaDeviceMemoryInfo=memoryInfo
shape MediaDeviceInfoList list MediaDeviceInfo=item
shape MediaDeviceMemoryInfo struct SizeInMiB:.int=sizeInMiB
shape MemoryGiBPerVCpu struct Min:.double=min Max:.double=max
shape MemoryGiBPerVCpuRequest struct Min:.double Max:.double
shape MemoryInfo struct SizeInMiB:.long=sizeInMiB
shape MemoryMiB struct Min:.int=min Max:.int=max
shape MemoryMiBRequest struct Min!:.int Max:.int
shape MetricCategoryIdList list .str=item
shape ModifySubnetAttributeRequest struct AssignIpv6AddressOnCreation:AttributeBooleanValue
 MapPublicIpOnLaunch:AttributeBooleanValue SubnetId!:.str=subnetId MapCustomerOwnedIpOnLaunch:AttributeBooleanValue
 CustomerOwnedIpv4Pool:.str EnableDns64:AttributeBooleanValue PrivateDnsHostnameTypeOnLaunch:HostnameType
 EnableResourceNameDnsARecordOnLaunch:AttributeBooleanValue
 EnableResourceNameDnsAAAARecordOnLaunch:AttributeBooleanValue EnableLniAtDeviceIndex:.int
 DisableLniAtDeviceIndex:AttributeBooleanValue
shape Monitoring struct MetricCategoryIds:MetricCategoryIdList=metricCategoryIdSet State:MonitoringState=state
shape MonitoringState enum disabled disabling enabled pending
shape MultipathResilienceMode enum always-on
shape MultipathResilienceStatus enum pending enabled disabled
shape NatGateway struct CreateTime:.time=createTime DeleteTime:.time=deleteTime FailureCode:.str=failureCode
 FailureMessage:.str=failureMessage NatGatewayAddresses:NatGatewayAddressList=natGatewayAddressSet
 NatGatewayId:.str=natGatewayId ProvisionedBandwidth:ProvisionedBandwidth=provisionedBandwidth
 State:NatGatewayState=state SubnetId:.str=subnetId VpcId:.str=vpcId Tags:TagList=tagSet
 ConnectivityType:ConnectivityType=connectivityType AvailabilityMode:AvailabilityMode=availabilityMode
 AutoScalingIps:AutoScalingIpsState=autoScalingIps AutoProvisionZones:AutoProvisionZonesState=autoProvisionZones
 AttachedAppliances:NatGatewayAttachedApplianceList=attachedApplianceSet RouteTableId:.str=routeTableId
shape NatGatewayAddress struct AllocationId:.str=allocationId NetworkInterfaceId:.str=networkInterfaceId
 PrivateIp:.str=privateIp PublicIp:.str=publicIp AssociationId:.str=associationId IsPrimary:.bool=isPrimary
 FailureMessage:.str=failureMessage Status:NatGatewayAddressStatus=status AvailabilityZone:.str=availabilityZone
 AvailabilityZoneId:.str=availabilityZoneId
shape NatGatewayAddressList list NatGatewayAddress=item
shape NatGatewayAddressStatus enum assigning unassigning associating disassociating succeeded failed
shape NatGatewayApplianceModifyState enum modifying completed failed
shape NatGatewayApplianceState enum attaching attached detaching detached attach-failed detach-failed
shape NatGatewayApplianceType enum network-firewall-proxy
shape NatGatewayAttachedAppliance struct Type:NatGatewayApplianceType=type ApplianceArn:.str=applianceArn
 VpcEndpointId:.str=vpcEndpointId AttachmentState:NatGatewayApplianceState=attachmentState
 ModificationState:NatGatewayApplianceModifyState=modificationState FailureCode:.str=failureCode
 FailureMessage:.str=failureMessage
shape NatGatewayAttachedApplianceList list NatGatewayAttachedAppliance=item
shape NatGatewayIdStringList list .str=item
shape NatGatewayList list NatGateway=item
shape NatGatewayState enum pending failed available deleting deleted
shape NestedVirtualizationSpecification enum enabled disabled
shape NetworkAcl struct Associations:NetworkAclAssociationList=associationSet Entries:NetworkAclEntryList=entrySet
 IsDefault:.bool=default NetworkAclId:.str=networkAclId Tags:TagList=tagSet VpcId:.str=vpcId OwnerId:.str=ownerId
shape NetworkAclAssociation struct NetworkAclAssociationId:.str=networkAclAssociationId
 NetworkAclId:.str=networkAclId SubnetId:.str=subnetId
shape NetworkAclAssociationList list NetworkAclAssociation=item
shape NetworkAclEntry struct CidrBlock:.str=cidrBlock Egress:.bool=egress IcmpTypeCode:IcmpTypeCode=icmpTypeCode
 Ipv6CidrBlock:.str=ipv6CidrBlock PortRange:PortRange=portRange Protocol:.str=protocol
 RuleAction:RuleAction=ruleAction RuleNumber:.int=ruleNumber
shape NetworkAclEntryList list NetworkAclEntry=item
shape NetworkAclIdStringList list .str=item
shape NetworkAclList list NetworkAcl=item
shape NetworkBandwidthGbps struct Min:.double=min Max:.double=max
shape NetworkBandwidthGbpsRequest struct Min:.double Max:.double
shape NetworkCardInfo struct NetworkCardIndex:.int=networkCardIndex NetworkPerformance:.str=networkPerformance
 MaximumNetworkInterfaces:.int=maximumNetworkInterfaces
 AdditionalFlexibleNetworkInterfaces:.int=additionalFlexibleNetworkInterfaces
 BaselineBandwidthInGbps:.double=baselineBandwidthInGbps PeakBandwidthInGbps:.double=peakBandwidthInGbps
 DefaultEnaQueueCountPerInterface:.int=defaultEnaQueueCountPerInterface
 MaximumEnaQueueCount:.int=maximumEnaQueueCount
 MaximumEnaQueueCountPerInterface:.int=maximumEnaQueueCountPerInterface
 InterfaceTypes:NetworkCardInterfaceTypeList=interfaceTypeSet
shape NetworkCardInfoList list NetworkCardInfo=item
shape NetworkCardInterfaceType enum interface efa efa-only secondary
shape NetworkCardInterfaceTypeList list NetworkCardInterfaceType=item
shape NetworkInfo struct NetworkPerformance:.str=networkPerformance
 MaximumNetworkInterfaces:.int=maximumNetworkInterfaces MaximumNetworkCards:.int=maximumNetworkCards
 DefaultNetworkCardIndex:.int=defaultNetworkCardIndex NetworkCards:NetworkCardInfoList=networkCards
 Ipv4AddressesPerInterface:.int=ipv4AddressesPerInterface Ipv6AddressesPerInterface:.int=ipv6AddressesPerInterface
 Ipv6Supported:.bool=ipv6Supported EnaSupport:EnaSupport=enaSupport EfaSupported:.bool=efaSupported
 EfaInfo:EfaInfo=efaInfo EncryptionInTransitSupported:.bool=encryptionInTransitSupported
 EnaSrdSupported:.bool=enaSrdSupported BandwidthWeightings:BandwidthWeightingTypeList=bandwidthWeightings
 FlexibleEnaQueuesSupport:FlexibleEnaQueuesSupport=flexibleEnaQueuesSupport
 ConnectionTrackingConfiguration:DefaultConnectionTrackingConfiguration=connectionTrackingConfiguration
 SecondaryNetworkSupported:.bool=secondaryNetworkSupported
 MaximumSecondaryNetworkInterfaces:.int=maximumSecondaryNetworkInterfaces
 Ipv4AddressesPerSecondaryInterface:.int=ipv4AddressesPerSecondaryInterface
shape NetworkInterface struct Association:NetworkInterfaceAssociation=association
 Attachment:NetworkInterfaceAttachment=attachment AvailabilityZone:.str=availabilityZone
 ConnectionTrackingConfiguration:ConnectionTrackingConfiguration=connectionTrackingConfiguration
 Description:.str=description Groups:GroupIdentifierList=groupSet InterfaceType:NetworkInterfaceType=interfaceType
 Ipv6Addresses:NetworkInterfaceIpv6AddressesList=ipv6AddressesSet MacAddress:.str=macAddress
 NetworkInterfaceId:.str=networkInterfaceId OutpostArn:.str=outpostArn OwnerId:.str=ownerId
 PrivateDnsName:.str=privateDnsName PublicDnsName:.str=publicDnsName
 PublicIpDnsNameOptions:PublicIpDnsNameOptions=publicIpDnsNameOptions PrivateIpAddress:.str=privateIpAddress
 PrivateIpAddresses:NetworkInterfacePrivateIpAddressList=privateIpAddressesSet
 Ipv4Prefixes:Ipv4PrefixesList=ipv4PrefixSet Ipv6Prefixes:Ipv6PrefixesList=ipv6PrefixSet
 RequesterId:.str=requesterId RequesterManaged:.bool=requesterManaged SourceDestCheck:.bool=sourceDestCheck
 Status:NetworkInterfaceStatus=status SubnetId:.str=subnetId TagSet:TagList=tagSet VpcId:.str=vpcId
 DenyAllIgwTraffic:.bool=denyAllIgwTraffic Ipv6Native:.bool=ipv6Native Ipv6Address:.str=ipv6Address
 Operator:OperatorResponse=operator AssociatedSubnets:AssociatedSubnetList=associatedSubnetSet
 AvailabilityZoneId:.str=availabilityZoneId
shape NetworkInterfaceAssociation struct AllocationId:.str=allocationId AssociationId:.str=associationId
 IpOwnerId:.str=ipOwnerId PublicDnsName:.str=publicDnsName PublicIp:.str=publicIp
 CustomerOwnedIp:.str=customerOwnedIp CarrierIp:.str=carrierIp
shape NetworkInterfaceAttachment struct AttachTime:.time=attachTime AttachmentId:.str=attachmentId
 DeleteOnTermination:.bool=deleteOnTermination DeviceIndex:.int=deviceIndex NetworkCardIndex:.int=networkCardIndex
 InstanceId:.str=instanceId InstanceOwnerId:.str=instanceOwnerId Status:AttachmentStatus=status
 EnaSrdSpecification:AttachmentEnaSrdSpecification=enaSrdSpecification EnaQueueCount:.int=enaQueueCount
shape NetworkInterfaceCount struct Min:.int=min Max:.int=max
shape NetworkInterfaceCountRequest struct Min:.int Max:.int
shape NetworkInterfaceIdList list .str=item
shape NetworkInterfaceIpv6Address struct Ipv6Address:.str=ipv6Address PublicIpv6DnsName:.str=publicIpv6DnsName
 IsPrimaryIpv6:.bool=isPrimaryIpv6
shape NetworkInterfaceIpv6AddressesList list NetworkInterfaceIpv6Address=item
shape NetworkInterfaceList list NetworkInterface=item
shape NetworkInterfacePrivateIpAddress struct Association:NetworkInterfaceAssociation=association
 Primary:.bool=primary PrivateDnsName:.str=privateDnsName PrivateIpAddress:.str=privateIpAddress
shape NetworkInterfacePrivateIpAddressList list NetworkInterfacePrivateIpAddress=item
shape NetworkInterfaceStatus enum available associated attaching in-use detaching
shape NetworkInterfaceType enum interface natGateway efa efa-only trunk load_balancer network_load_balancer
 vpc_endpoint branch transit_gateway lambda quicksight global_accelerator_managed api_gateway_managed
 gateway_load_balancer gateway_load_balancer_endpoint iot_rules_managed aws_codestar_connections_managed
shape NeuronDeviceCoreInfo struct Count:.int=count Version:.int=version
shape NeuronDeviceInfo struct Count:.int=count Name:.str=name CoreInfo:NeuronDeviceCoreInfo=coreInfo
 MemoryInfo:NeuronDeviceMemoryInfo=memoryInfo
shape NeuronDeviceInfoList list NeuronDeviceInfo=item
shape NeuronDeviceMemoryInfo struct SizeInMiB:.int=sizeInMiB
shape NeuronInfo struct NeuronDevices:NeuronDeviceInfoList=neuronDevices
 TotalNeuronDeviceMemoryInMiB:.int=totalNeuronDeviceMemoryInMiB
shape NitroEnclavesSupport enum unsupported supported
shape NitroTpmInfo struct SupportedVersions:NitroTpmSupportedVersionsList=supportedVersions
shape NitroTpmSupport enum unsupported supported
shape NitroTpmSupportedVersionsList list .str=item
shape OperatorRequest struct Principal:.str
shape OperatorResponse struct Managed:.bool=managed Principal:.str=principal HiddenByDefault:.bool=hiddenByDefault
shape PayerResponsibilityEntry struct Scope:PayerResponsibilityScope=scope
 PayerResponsibilityType:PayerResponsibilityType=payerResponsibilityType
shape PayerResponsibilityScope enum vpc-endpoint-charges resource-gateway-charges
shape PayerResponsibilitySet list PayerResponsibilityEntry=item
shape PayerResponsibilityType enum vpc-endpoint-account resource-gateway-account vpc-endpoint-service-account
shape PerformanceFactorReference struct InstanceFamily:.str=instanceFamily
shape PerformanceFactorReferenceRequest struct InstanceFamily:.str
shape PerformanceFactorReferenceSet list PerformanceFactorReference=item
shape PerformanceFactorReferenceSetRequest list PerformanceFactorReferenceRequest=item
shape Phase1DHGroupNumbersList list Phase1DHGroupNumbersListValue=item
shape Phase1DHGroupNumbersListValue struct Value:.int=value
shape Phase1EncryptionAlgorithmsList list Phase1EncryptionAlgorithmsListValue=item
shape Phase1EncryptionAlgorithmsListValue struct Value:.str=value
shape Phase1IntegrityAlgorithmsList list Phase1IntegrityAlgorithmsListValue=item
shape Phase1IntegrityAlgorithmsListValue struct Value:.str=value
shape Phase2DHGroupNumbersList list Phase2DHGroupNumbersListValue=item
shape Phase2DHGroupNumbersListValue struct Value:.int=value
shape Phase2EncryptionAlgorithmsList list Phase2EncryptionAlgorithmsListValue=item
shape Phase2EncryptionAlgorithmsListValue struct Value:.str=value
shape Phase2IntegrityAlgorithmsList list Phase2IntegrityAlgorithmsListValue=item
shape Phase2IntegrityAlgorithmsListValue struct Value:.str=value
shape PhcSupport enum unsupported supported
shape Placement struct AvailabilityZoneId:.str=availabilityZoneId Affinity:.str=affinity GroupName:.str=groupName
 PartitionNumber:.int=partitionNumber HostId:.str=hostId Tenancy:Tenancy=tenancy SpreadDomain:.str=spreadDomain
 HostResourceGroupArn:.str=hostResourceGroupArn GroupId:.str=groupId AvailabilityZone:.str=availabilityZone
shape PlacementGroupInfo struct SupportedStrategies:PlacementGroupStrategyList=supportedStrategies
shape PlacementGroupStrategy enum cluster partition spread
shape PlacementGroupStrategyList list PlacementGroupStrategy=item
shape PlatformValues enum Windows
shape PortRange struct From:.int=from To:.int=to
shape PrefixListEntry struct Cidr:.str=cidr Description:.str=description
shape PrefixListEntrySet list PrefixListEntry=item
shape PrefixListId struct Description:.str=description PrefixListId:.str=prefixListId
shape PrefixListIdList list PrefixListId=item
shape PrefixListState enum create-in-progress create-complete create-failed modify-in-progress modify-complete
 modify-failed restore-in-progress restore-complete restore-failed delete-in-progress delete-complete delete-failed
shape PrivateDnsNameOptionsOnLaunch struct HostnameType:HostnameType=hostnameType
 EnableResourceNameDnsARecord:.bool=enableResourceNameDnsARecord
 EnableResourceNameDnsAAAARecord:.bool=enableResourceNameDnsAAAARecord
shape PrivateDnsNameOptionsResponse struct HostnameType:HostnameType=hostnameType
 EnableResourceNameDnsARecord:.bool=enableResourceNameDnsARecord
 EnableResourceNameDnsAAAARecord:.bool=enableResourceNameDnsAAAARecord
shape PrivateDnsSpecifiedDomainSet list .str=item
shape PrivateIpAddressSpecification struct Primary:.bool=primary PrivateIpAddress:.str=privateIpAddress
shape PrivateIpAddressSpecificationList list PrivateIpAddressSpecification=item
shape ProcessorInfo struct SupportedArchitectures:ArchitectureTypeList=supportedArchitectures
 SustainedClockSpeedInGhz:.double=sustainedClockSpeedInGhz
 SupportedFeatures:SupportedAdditionalProcessorFeatureList=supportedFeatures Manufacturer:.str=manufacturer
shape ProductCode struct ProductCodeId:.str=productCode ProductCodeType:ProductCodeValues=type
shape ProductCodeList list ProductCode=item
shape ProductCodeValues enum devpay marketplace
shape PropagatingVgw struct GatewayId:.str=gatewayId
shape PropagatingVgwList list PropagatingVgw=item
shape ProvisionedBandwidth struct ProvisionTime:.time=provisionTime Provisioned:.str=provisioned
 RequestTime:.time=requestTime Requested:.str=requested Status:.str=status
shape PublicIpDnsNameOptions struct DnsHostnameType:.str=dnsHostnameType PublicIpv4DnsName:.str=publicIpv4DnsName
 PublicIpv6DnsName:.str=publicIpv6DnsName PublicDualStackDnsName:.str=publicDualStackDnsName
shape RebootMigrationSupport enum unsupported supported
shape Region struct OptInStatus:.str=optInStatus Geography:RegionGeographyList=geographySet
 RegionName:.str=regionName Endpoint:.str=regionEndpoint
shape RegionGeography struct Name:.str=name
shape RegionGeographyList list RegionGeography=item
shape RegionList list Region=item
shape RegionNameStringList list .str=RegionName
shape ReplaceNetworkAclAssociationRequest struct DryRun:.bool=dryRun AssociationId!:.str=associationId
 NetworkAclId!:.str=networkAclId
shape ReplaceNetworkAclAssociationResult struct NewAssociationId:.str=newAssociationId
shape ReplaceRouteTableAssociationRequest struct DryRun:.bool=dryRun AssociationId!:.str=associationId
 RouteTableId!:.str=routeTableId
shape ReplaceRouteTableAssociationResult struct NewAssociationId:.str=newAssociationId
 AssociationState:RouteTableAssociationState=associationState
shape RequestInstanceTypeList list InstanceType
shape RequestIpamResourceTag struct Key:.str Value:.str
shape RequestLaunchTemplateData struct KernelId:.str EbsOptimized:.bool
 IamInstanceProfile:LaunchTemplateIamInstanceProfileSpecificationRequest
 BlockDeviceMappings:LaunchTemplateBlockDeviceMappingRequestList=BlockDeviceMapping
 NetworkInterfaces:LaunchTemplateInstanceNetworkInterfaceSpecificationRequestList=NetworkInterface ImageId:.str
 InstanceType:InstanceType KeyName:.str Monitoring:LaunchTemplatesMonitoringRequest
 Placement:LaunchTemplatePlacementRequest RamDiskId:.str DisableApiTermination:.bool
 InstanceInitiatedShutdownBehavior:ShutdownBehavior UserData:.str%
 TagSpecifications:LaunchTemplateTagSpecificationRequestList=TagSpecification
 ElasticGpuSpecifications:ElasticGpuSpecificationList=ElasticGpuSpecification
 ElasticInferenceAccelerators:LaunchTemplateElasticInferenceAcceleratorList=ElasticInferenceAccelerator
 SecurityGroupIds:SecurityGroupIdStringList=SecurityGroupId SecurityGroups:SecurityGroupStringList=SecurityGroup
 InstanceMarketOptions:LaunchTemplateInstanceMarketOptionsRequest CreditSpecification:CreditSpecificationRequest
 CpuOptions:LaunchTemplateCpuOptionsRequest
 CapacityReservationSpecification:LaunchTemplateCapacityReservationSpecificationRequest
 LicenseSpecifications:LaunchTemplateLicenseSpecificationListRequest=LicenseSpecification
 HibernationOptions:LaunchTemplateHibernationOptionsRequest
 MetadataOptions:LaunchTemplateInstanceMetadataOptionsRequest EnclaveOptions:LaunchTemplateEnclaveOptionsRequest
 InstanceRequirements:InstanceRequirementsRequest PrivateDnsNameOptions:LaunchTemplatePrivateDnsNameOptionsRequest
 MaintenanceOptions:LaunchTemplateInstanceMaintenanceOptionsRequest DisableApiStop:.bool Operator:OperatorRequest
 NetworkPerformanceOptions:LaunchTemplateNetworkPerformanceOptionsRequest
 SecondaryInterfaces:LaunchTemplateInstanceSecondaryInterfaceSpecificationRequestList=SecondaryInterface
shape Reservation struct ReservationId:.str=reservationId OwnerId:.str=ownerId RequesterId:.str=requesterId
 Groups:GroupIdentifierList=groupSet Instances:InstanceList=instancesSet
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
shape ResponseLaunchTemplateData struct KernelId:.str=kernelId EbsOptimized:.bool=ebsOptimized
 IamInstanceProfile:LaunchTemplateIamInstanceProfileSpecification=iamInstanceProfile
 BlockDeviceMappings:LaunchTemplateBlockDeviceMappingList=blockDeviceMappingSet
 NetworkInterfaces:LaunchTemplateInstanceNetworkInterfaceSpecificationList=networkInterfaceSet ImageId:.str=imageId
 InstanceType:InstanceType=instanceType KeyName:.str=keyName Monitoring:LaunchTemplatesMonitoring=monitoring
 Placement:LaunchTemplatePlacement=placement RamDiskId:.str=ramDiskId
 DisableApiTermination:.bool=disableApiTermination
 InstanceInitiatedShutdownBehavior:ShutdownBehavior=instanceInitiatedShutdownBehavior UserData:.str%=userData
 TagSpecifications:LaunchTemplateTagSpecificationList=tagSpecificationSet
 ElasticGpuSpecifications:ElasticGpuSpecificationResponseList=elasticGpuSpecificationSet
 ElasticInferenceAccelerators:LaunchTemplateElasticInferenceAcceleratorResponseList=elasticInferenceAcceleratorSet
 SecurityGroupIds:ValueStringList=securityGroupIdSet SecurityGroups:ValueStringList=securityGroupSet
 InstanceMarketOptions:LaunchTemplateInstanceMarketOptions=instanceMarketOptions
 CreditSpecification:CreditSpecification=creditSpecification CpuOptions:LaunchTemplateCpuOptions=cpuOptions
 CapacityReservationSpecification:LaunchTemplateCapacityReservationSpecificationResponse=capacityReservationSpecification
 LicenseSpecifications:LaunchTemplateLicenseList=licenseSet
 HibernationOptions:LaunchTemplateHibernationOptions=hibernationOptions
 MetadataOptions:LaunchTemplateInstanceMetadataOptions=metadataOptions
 EnclaveOptions:LaunchTemplateEnclaveOptions=enclaveOptions
 InstanceRequirements:InstanceRequirements=instanceRequirements
 PrivateDnsNameOptions:LaunchTemplatePrivateDnsNameOptions=privateDnsNameOptions
 MaintenanceOptions:LaunchTemplateInstanceMaintenanceOptions=maintenanceOptions DisableApiStop:.bool=disableApiStop
 Operator:OperatorResponse=operator
 NetworkPerformanceOptions:LaunchTemplateNetworkPerformanceOptions=networkPerformanceOptions
 SecondaryInterfaces:LaunchTemplateInstanceSecondaryInterfaceSpecificationList=secondaryInterfaceSet
shape RootDeviceType enum ebs instance-store
shape RootDeviceTypeList list RootDeviceType=item
shape Route struct DestinationCidrBlock:.str=destinationCidrBlock
 DestinationIpv6CidrBlock:.str=destinationIpv6CidrBlock DestinationPrefixListId:.str=destinationPrefixListId
 EgressOnlyInternetGatewayId:.str=egressOnlyInternetGatewayId GatewayId:.str=gatewayId InstanceId:.str=instanceId
 InstanceOwnerId:.str=instanceOwnerId NatGatewayId:.str=natGatewayId TransitGatewayId:.str=transitGatewayId
 LocalGatewayId:.str=localGatewayId CarrierGatewayId:.str=carrierGatewayId
 NetworkInterfaceId:.str=networkInterfaceId Origin:RouteOrigin=origin State:RouteState=state
 VpcPeeringConnectionId:.str=vpcPeeringConnectionId CoreNetworkArn:.str=coreNetworkArn
 OdbNetworkArn:.str=odbNetworkArn IpAddress:.str=ipAddress
shape RouteList list Route=item
shape RouteOrigin enum CreateRouteTable CreateRoute EnableVgwRoutePropagation Advertisement
shape RouteState enum active blackhole filtered
shape RouteTable struct Associations:RouteTableAssociationList=associationSet
 PropagatingVgws:PropagatingVgwList=propagatingVgwSet RouteTableId:.str=routeTableId Routes:RouteList=routeSet
 Tags:TagList=tagSet VpcId:.str=vpcId OwnerId:.str=ownerId
shape RouteTableAssociation struct Main:.bool=main RouteTableAssociationId:.str=routeTableAssociationId
 RouteTableId:.str=routeTableId SubnetId:.str=subnetId GatewayId:.str=gatewayId PublicIpv4Pool:.str=publicIpv4Pool
 AssociationState:RouteTableAssociationState=associationState
shape RouteTableAssociationList list RouteTableAssociation=item
shape RouteTableAssociationState struct State:RouteTableAssociationStateCode=state StatusMessage:.str=statusMessage
shape RouteTableAssociationStateCode enum associating associated disassociating disassociated failed
shape RouteTableIdStringList list .str=item
shape RouteTableList list RouteTable=item
shape RuleAction enum allow deny
shape SearchTransitGatewayRoutesRequest struct TransitGatewayRouteTableId!:.str Filters!:FilterList=Filter
 MaxResults:.int DryRun:.bool NextToken:.str
shape SearchTransitGatewayRoutesResult struct Routes:TransitGatewayRouteList=routeSet
 AdditionalRoutesAvailable:.bool=additionalRoutesAvailable NextToken:.str=nextToken
shape SecondaryInterfacePrivateIpAddressSpecification struct PrivateIpAddress:.str=privateIpAddress
shape SecondaryInterfacePrivateIpAddressSpecificationList list SecondaryInterfacePrivateIpAddressSpecification=item
shape SecondaryInterfacePrivateIpAddressSpecificationListRequest list
 SecondaryInterfacePrivateIpAddressSpecificationRequest=SecondaryInterfacePrivateIpAddressSpecification
shape SecondaryInterfacePrivateIpAddressSpecificationRequest struct PrivateIpAddress:.str
shape SecondaryInterfaceStatus enum available in-use
shape SecondaryInterfaceType enum secondary
shape SecurityGroup struct GroupId:.str=groupId IpPermissionsEgress:IpPermissionList=ipPermissionsEgress
 Tags:TagList=tagSet VpcId:.str=vpcId SecurityGroupArn:.str=securityGroupArn OwnerId:.str=ownerId
 GroupName:.str=groupName Description:.str=groupDescription IpPermissions:IpPermissionList=ipPermissions
shape SecurityGroupIdStringList list .str=SecurityGroupId
shape SecurityGroupIdentifier struct GroupId:.str=groupId GroupName:.str=groupName
shape SecurityGroupList list SecurityGroup=item
shape SecurityGroupReferencingSupportValue enum enable disable
shape SecurityGroupStringList list .str=SecurityGroup
shape ShutdownBehavior enum stop terminate
shape SpotInstanceType enum one-time persistent
shape State enum PendingAcceptance Pending Available Deleting Deleted Rejected Failed Expired Partial
shape StateReason struct Code:.str=code Message:.str=message
shape Subnet struct AvailabilityZoneId:.str=availabilityZoneId EnableLniAtDeviceIndex:.int=enableLniAtDeviceIndex
 MapCustomerOwnedIpOnLaunch:.bool=mapCustomerOwnedIpOnLaunch CustomerOwnedIpv4Pool:.str=customerOwnedIpv4Pool
 OwnerId:.str=ownerId AssignIpv6AddressOnCreation:.bool=assignIpv6AddressOnCreation
 Ipv6CidrBlockAssociationSet:SubnetIpv6CidrBlockAssociationSet=ipv6CidrBlockAssociationSet Tags:TagList=tagSet
 SubnetArn:.str=subnetArn OutpostArn:.str=outpostArn EnableDns64:.bool=enableDns64 Ipv6Native:.bool=ipv6Native
 PrivateDnsNameOptionsOnLaunch:PrivateDnsNameOptionsOnLaunch=privateDnsNameOptionsOnLaunch
 BlockPublicAccessStates:BlockPublicAccessStates=blockPublicAccessStates Type:.str=type SubnetId:.str=subnetId
 State:SubnetState=state VpcId:.str=vpcId CidrBlock:.str=cidrBlock
 AvailableIpAddressCount:.int=availableIpAddressCount AvailabilityZone:.str=availabilityZone
 DefaultForAz:.bool=defaultForAz MapPublicIpOnLaunch:.bool=mapPublicIpOnLaunch
shape SubnetCidrBlockState struct State:SubnetCidrBlockStateCode=state StatusMessage:.str=statusMessage
shape SubnetCidrBlockStateCode enum associating associated disassociating disassociated failing failed
shape SubnetCidrReservation struct SubnetCidrReservationId:.str=subnetCidrReservationId SubnetId:.str=subnetId
 Cidr:.str=cidr ReservationType:SubnetCidrReservationType=reservationType OwnerId:.str=ownerId
 Description:.str=description Tags:TagList=tagSet
shape SubnetCidrReservationList list SubnetCidrReservation=item
shape SubnetCidrReservationType enum prefix explicit
shape SubnetIdStringList list .str=SubnetId
shape SubnetIpPrefixes struct SubnetId:.str=subnetId IpPrefixes:ValueStringList=ipPrefixSet
shape SubnetIpPrefixesList list SubnetIpPrefixes=item
shape SubnetIpv6CidrBlockAssociation struct AssociationId:.str=associationId Ipv6CidrBlock:.str=ipv6CidrBlock
 Ipv6CidrBlockState:SubnetCidrBlockState=ipv6CidrBlockState
 Ipv6AddressAttribute:Ipv6AddressAttribute=ipv6AddressAttribute IpSource:IpSource=ipSource
shape SubnetIpv6CidrBlockAssociationSet list SubnetIpv6CidrBlockAssociation=item
shape SubnetList list Subnet=item
shape SubnetState enum pending available unavailable failed failed-insufficient-capacity
shape SupportedAdditionalProcessorFeature enum amd-sev-snp nested-virtualization
shape SupportedAdditionalProcessorFeatureList list SupportedAdditionalProcessorFeature=item
shape Tag struct Key:.str=key Value:.str=value
shape TagDescription struct Key:.str=key ResourceId:.str=resourceId ResourceType:ResourceType=resourceType
 Value:.str=value
shape TagDescriptionList list TagDescription=item
shape TagList list Tag=item
shape TagSpecification struct ResourceType:ResourceType=resourceType Tags:TagList=Tag
shape TagSpecificationList list TagSpecification=item
shape TelemetryStatus enum UP DOWN
shape Tenancy enum default dedicated host
shape TerminateInstancesRequest struct InstanceIds!:InstanceIdStringList=InstanceId Force:.bool SkipOsShutdown:.bool
 DryRun:.bool=dryRun
shape TerminateInstancesResult struct TerminatingInstances:InstanceStateChangeList=instancesSet
shape ThreadsPerCoreList list .int=item
shape TotalLocalStorageGB struct Min:.double=min Max:.double=max
shape TotalLocalStorageGBRequest struct Min:.double Max:.double
shape TransitGatewayAssociationState enum associating associated disassociating disassociated
shape TransitGatewayAttachment struct TransitGatewayAttachmentId:.str=transitGatewayAttachmentId
 TransitGatewayId:.str=transitGatewayId TransitGatewayOwnerId:.str=transitGatewayOwnerId
 ResourceOwnerId:.str=resourceOwnerId ResourceType:TransitGatewayAttachmentResourceType=resourceType
 ResourceId:.str=resourceId State:TransitGatewayAttachmentState=state
 Association:TransitGatewayAttachmentAssociation=association CreationTime:.time=creationTime Tags:TagList=tagSet
 NatGatewaySupport:TransitGatewayAttachmentNatGatewaySupportState=natGatewaySupport
shape TransitGatewayAttachmentAssociation struct TransitGatewayRouteTableId:.str=transitGatewayRouteTableId
 TransitGatewayPolicyTableId:.str=transitGatewayPolicyTableId State:TransitGatewayAssociationState=state
shape TransitGatewayAttachmentIdStringList list .str
shape TransitGatewayAttachmentList list TransitGatewayAttachment=item
shape TransitGatewayAttachmentNatGatewaySupportState enum enabled disabled enabling disabling
shape TransitGatewayAttachmentPropagation struct TransitGatewayRouteTableId:.str=transitGatewayRouteTableId
 State:TransitGatewayPropagationState=state
shape TransitGatewayAttachmentPropagationList list TransitGatewayAttachmentPropagation=item
shape TransitGatewayAttachmentResourceType enum vpc vpn vpn-concentrator direct-connect-gateway connect peering
 tgw-peering network-function client-vpn
shape TransitGatewayAttachmentState enum initiating initiatingRequest pendingAcceptance rollingBack pending
 available modifying deleting deleted failed rejected rejecting failing
shape TransitGatewayPropagationState enum enabling enabled disabling disabled
shape TransitGatewayRoute struct DestinationCidrBlock:.str=destinationCidrBlock PrefixListId:.str=prefixListId
 TransitGatewayRouteTableAnnouncementId:.str=transitGatewayRouteTableAnnouncementId
 TransitGatewayAttachments:TransitGatewayRouteAttachmentList=transitGatewayAttachments
 Type:TransitGatewayRouteType=type State:TransitGatewayRouteState=state
shape TransitGatewayRouteAttachment struct ResourceId:.str=resourceId
 TransitGatewayAttachmentId:.str=transitGatewayAttachmentId
 ResourceType:TransitGatewayAttachmentResourceType=resourceType
shape TransitGatewayRouteAttachmentList list TransitGatewayRouteAttachment=item
shape TransitGatewayRouteList list TransitGatewayRoute=item
shape TransitGatewayRouteState enum pending active blackhole deleting deleted
shape TransitGatewayRouteTablePropagation struct TransitGatewayAttachmentId:.str=transitGatewayAttachmentId
 ResourceId:.str=resourceId ResourceType:TransitGatewayAttachmentResourceType=resourceType
 State:TransitGatewayPropagationState=state
 TransitGatewayRouteTableAnnouncementId:.str=transitGatewayRouteTableAnnouncementId
shape TransitGatewayRouteTablePropagationList list TransitGatewayRouteTablePropagation=item
shape TransitGatewayRouteType enum static propagated system
shape TransitGatewayVpcAttachment struct TransitGatewayAttachmentId:.str=transitGatewayAttachmentId
 TransitGatewayId:.str=transitGatewayId VpcId:.str=vpcId VpcOwnerId:.str=vpcOwnerId
 State:TransitGatewayAttachmentState=state SubnetIds:ValueStringList=subnetIds CreationTime:.time=creationTime
 Options:TransitGatewayVpcAttachmentOptions=options Tags:TagList=tagSet
shape TransitGatewayVpcAttachmentList list TransitGatewayVpcAttachment=item
shape TransitGatewayVpcAttachmentOptions struct DnsSupport:DnsSupportValue=dnsSupport
 SecurityGroupReferencingSupport:SecurityGroupReferencingSupportValue=securityGroupReferencingSupport
 Ipv6Support:Ipv6SupportValue=ipv6Support ApplianceModeSupport:ApplianceModeSupportValue=applianceModeSupport
shape TunnelInsideIpVersion enum ipv4 ipv6
shape TunnelOption struct OutsideIpAddress:.str=outsideIpAddress TunnelInsideCidr:.str=tunnelInsideCidr
 TunnelInsideIpv6Cidr:.str=tunnelInsideIpv6Cidr PreSharedKey:.str%=preSharedKey
 Phase1LifetimeSeconds:.int=phase1LifetimeSeconds Phase2LifetimeSeconds:.int=phase2LifetimeSeconds
 RekeyMarginTimeSeconds:.int=rekeyMarginTimeSeconds RekeyFuzzPercentage:.int=rekeyFuzzPercentage
 ReplayWindowSize:.int=replayWindowSize DpdTimeoutSeconds:.int=dpdTimeoutSeconds
 DpdTimeoutAction:.str=dpdTimeoutAction
 Phase1EncryptionAlgorithms:Phase1EncryptionAlgorithmsList=phase1EncryptionAlgorithmSet
 Phase2EncryptionAlgorithms:Phase2EncryptionAlgorithmsList=phase2EncryptionAlgorithmSet
 Phase1IntegrityAlgorithms:Phase1IntegrityAlgorithmsList=phase1IntegrityAlgorithmSet
 Phase2IntegrityAlgorithms:Phase2IntegrityAlgorithmsList=phase2IntegrityAlgorithmSet
 Phase1DHGroupNumbers:Phase1DHGroupNumbersList=phase1DHGroupNumberSet
 Phase2DHGroupNumbers:Phase2DHGroupNumbersList=phase2DHGroupNumberSet IkeVersions:IKEVersionsList=ikeVersionSet
 StartupAction:.str=startupAction LogOptions:VpnTunnelLogOptions=logOptions
 EnableTunnelLifecycleControl:.bool=enableTunnelLifecycleControl
 Phase1AdditionalKeyExchanges:AdditionalKeyExchangesList=phase1AdditionalKeyExchangeSet
 Phase2AdditionalKeyExchanges:AdditionalKeyExchangesList=phase2AdditionalKeyExchangeSet
shape TunnelOptionsList list TunnelOption=item
shape UsageClassType enum spot on-demand capacity-block
shape UsageClassTypeList list UsageClassType=item
shape UserIdGroupPair struct Description:.str=description UserId:.str=userId GroupName:.str=groupName
 GroupId:.str=groupId VpcId:.str=vpcId VpcPeeringConnectionId:.str=vpcPeeringConnectionId
 PeeringStatus:.str=peeringStatus
shape UserIdGroupPairList list UserIdGroupPair=item
shape VCpuCountRange struct Min:.int=min Max:.int=max
shape VCpuCountRangeRequest struct Min!:.int Max:.int
shape VCpuInfo struct DefaultVCpus:.int=defaultVCpus DefaultCores:.int=defaultCores
 DefaultThreadsPerCore:.int=defaultThreadsPerCore ValidCores:CoreCountList=validCores
 ValidThreadsPerCore:ThreadsPerCoreList=validThreadsPerCore
shape ValidationError struct Code:.str=code Message:.str=message
shape ValidationWarning struct Errors:ErrorSet=errorSet
shape ValueStringList list .str=item
shape VersionStringList list .str=item
shape VgwTelemetry struct AcceptedRouteCount:.int=acceptedRouteCount LastStatusChange:.time=lastStatusChange
 OutsideIpAddress:.str=outsideIpAddress Status:TelemetryStatus=status StatusMessage:.str=statusMessage
 CertificateArn:.str=certificateArn
shape VgwTelemetryList list VgwTelemetry=item
shape VirtualizationType enum hvm paravirtual
shape VirtualizationTypeList list VirtualizationType=item
shape VolumeType enum standard io1 io2 gp2 sc1 st1 gp3
shape Vpc struct OwnerId:.str=ownerId InstanceTenancy:Tenancy=instanceTenancy
 Ipv6CidrBlockAssociationSet:VpcIpv6CidrBlockAssociationSet=ipv6CidrBlockAssociationSet
 CidrBlockAssociationSet:VpcCidrBlockAssociationSet=cidrBlockAssociationSet IsDefault:.bool=isDefault
 EncryptionControl:VpcEncryptionControl=encryptionControl Tags:TagList=tagSet
 BlockPublicAccessStates:BlockPublicAccessStates=blockPublicAccessStates VpcId:.str=vpcId State:VpcState=state
 CidrBlock:.str=cidrBlock DhcpOptionsId:.str=dhcpOptionsId
shape VpcAttachment struct VpcId:.str=vpcId State:AttachmentStatus=state
shape VpcAttachmentList list VpcAttachment=item
shape VpcAttributeName enum enableDnsSupport enableDnsHostnames enableNetworkAddressUsageMetrics
shape VpcCidrBlockAssociation struct AssociationId:.str=associationId CidrBlock:.str=cidrBlock
 CidrBlockState:VpcCidrBlockState=cidrBlockState
shape VpcCidrBlockAssociationSet list VpcCidrBlockAssociation=item
shape VpcCidrBlockState struct State:VpcCidrBlockStateCode=state StatusMessage:.str=statusMessage
shape VpcCidrBlockStateCode enum associating associated disassociating disassociated failing failed
shape VpcEncryptionControl struct VpcId:.str=vpcId VpcEncryptionControlId:.str=vpcEncryptionControlId
 Mode:VpcEncryptionControlMode=mode State:VpcEncryptionControlState=state StateMessage:.str=stateMessage
 ResourceExclusions:VpcEncryptionControlExclusions=resourceExclusions Tags:TagList=tagSet
shape VpcEncryptionControlExclusion struct State:VpcEncryptionControlExclusionState=state
 StateMessage:.str=stateMessage
shape VpcEncryptionControlExclusionState enum enabling enabled disabling disabled
shape VpcEncryptionControlExclusions struct InternetGateway:VpcEncryptionControlExclusion=internetGateway
 EgressOnlyInternetGateway:VpcEncryptionControlExclusion=egressOnlyInternetGateway
 NatGateway:VpcEncryptionControlExclusion=natGateway
 VirtualPrivateGateway:VpcEncryptionControlExclusion=virtualPrivateGateway
 VpcPeering:VpcEncryptionControlExclusion=vpcPeering Lambda:VpcEncryptionControlExclusion=lambda
 VpcLattice:VpcEncryptionControlExclusion=vpcLattice
 ElasticFileSystem:VpcEncryptionControlExclusion=elasticFileSystem
 GlobalAccelerator:VpcEncryptionControlExclusion=globalAccelerator
 ApiGatewayV2:VpcEncryptionControlExclusion=apiGatewayV2
shape VpcEncryptionControlMode enum monitor enforce
shape VpcEncryptionControlState enum enforce-in-progress monitor-in-progress enforce-failed monitor-failed deleting
 deleted available creating delete-failed
shape VpcEndpoint struct VpcEndpointId:.str=vpcEndpointId VpcEndpointType:VpcEndpointType=vpcEndpointType
 VpcId:.str=vpcId ServiceName:.str=serviceName State:State=state PolicyDocument:.str=policyDocument
 RouteTableIds:ValueStringList=routeTableIdSet SubnetIds:ValueStringList=subnetIdSet
 Groups:GroupIdentifierSet=groupSet IpAddressType:IpAddressType=ipAddressType DnsOptions:DnsOptions=dnsOptions
 PrivateDnsEnabled:.bool=privateDnsEnabled RequesterManaged:.bool=requesterManaged
 NetworkInterfaceIds:ValueStringList=networkInterfaceIdSet DnsEntries:DnsEntrySet=dnsEntrySet
 CreationTimestamp:.time=creationTimestamp Tags:TagList=tagSet OwnerId:.str=ownerId LastError:LastError=lastError
 Ipv4Prefixes:SubnetIpPrefixesList=ipv4PrefixSet Ipv6Prefixes:SubnetIpPrefixesList=ipv6PrefixSet
 FailureReason:.str=failureReason ServiceNetworkArn:.str=serviceNetworkArn
 ResourceConfigurationArn:.str=resourceConfigurationArn ServiceRegion:.str=serviceRegion
 PayerResponsibilities:PayerResponsibilitySet=payerResponsibilitySet
shape VpcEndpointIdList list .str=item
shape VpcEndpointSet list VpcEndpoint=item
shape VpcEndpointType enum Interface Gateway GatewayLoadBalancer Resource ServiceNetwork Tunnel
shape VpcIdStringList list .str=VpcId
shape VpcIpv6CidrBlockAssociation struct AssociationId:.str=associationId Ipv6CidrBlock:.str=ipv6CidrBlock
 Ipv6CidrBlockState:VpcCidrBlockState=ipv6CidrBlockState NetworkBorderGroup:.str=networkBorderGroup
 Ipv6Pool:.str=ipv6Pool Ipv6AddressAttribute:Ipv6AddressAttribute=ipv6AddressAttribute IpSource:IpSource=ipSource
shape VpcIpv6CidrBlockAssociationSet list VpcIpv6CidrBlockAssociation=item
shape VpcList list Vpc=item
shape VpcPeeringConnection struct AccepterVpcInfo:VpcPeeringConnectionVpcInfo=accepterVpcInfo
 ExpirationTime:.time=expirationTime RequesterVpcInfo:VpcPeeringConnectionVpcInfo=requesterVpcInfo
 Status:VpcPeeringConnectionStateReason=status Tags:TagList=tagSet
 VpcPeeringConnectionId:.str=vpcPeeringConnectionId
 MultipathResilienceStatus:MultipathResilienceStatus=multipathResilienceStatus
shape VpcPeeringConnectionIdList list .str=item
shape VpcPeeringConnectionList list VpcPeeringConnection=item
shape VpcPeeringConnectionOptionsDescription struct
 AllowDnsResolutionFromRemoteVpc:.bool=allowDnsResolutionFromRemoteVpc
 AllowEgressFromLocalClassicLinkToRemoteVpc:.bool=allowEgressFromLocalClassicLinkToRemoteVpc
 AllowEgressFromLocalVpcToRemoteClassicLink:.bool=allowEgressFromLocalVpcToRemoteClassicLink
 AllowMultipathResilience:.bool=allowMultipathResilience
 MultipathResilienceMode:MultipathResilienceMode=multipathResilienceMode
shape VpcPeeringConnectionStateReason struct Code:VpcPeeringConnectionStateReasonCode=code Message:.str=message
shape VpcPeeringConnectionStateReasonCode enum initiating-request pending-acceptance active deleted rejected failed
 expired provisioning deleting
shape VpcPeeringConnectionVpcInfo struct CidrBlock:.str=cidrBlock Ipv6CidrBlockSet:Ipv6CidrBlockSet=ipv6CidrBlockSet
 CidrBlockSet:CidrBlockSet=cidrBlockSet OwnerId:.str=ownerId
 PeeringOptions:VpcPeeringConnectionOptionsDescription=peeringOptions VpcId:.str=vpcId Region:.str=region
shape VpcState enum pending available deleting
shape VpnAdditionalKeyExchange struct AdditionalKeyExchangeRound:.int=additionalKeyExchangeRound
 KeyExchangeMethods:AdditionalKeyExchangeMethodsList=keyExchangeMethodSet
 Requirement:AdditionalKeyExchangeRequirement=requirement
shape VpnConnection struct Category:.str=category TransitGatewayId:.str=transitGatewayId
 VpnConcentratorId:.str=vpnConcentratorId CoreNetworkArn:.str=coreNetworkArn
 CoreNetworkAttachmentArn:.str=coreNetworkAttachmentArn
 GatewayAssociationState:GatewayAssociationState=gatewayAssociationState Options:VpnConnectionOptions=options
 Routes:VpnStaticRouteList=routes Tags:TagList=tagSet VgwTelemetry:VgwTelemetryList=vgwTelemetry
 PreSharedKeyArn:.str=preSharedKeyArn VpnConnectionId:.str=vpnConnectionId State:VpnState=state
 CustomerGatewayConfiguration:.str%=customerGatewayConfiguration Type:GatewayType=type
 CustomerGatewayId:.str=customerGatewayId VpnGatewayId:.str=vpnGatewayId
shape VpnConnectionIdStringList list .str=VpnConnectionId
shape VpnConnectionList list VpnConnection=item
shape VpnConnectionOptions struct EnableAcceleration:.bool=enableAcceleration
 StaticRoutesOnly:.bool=staticRoutesOnly LocalIpv4NetworkCidr:.str=localIpv4NetworkCidr
 RemoteIpv4NetworkCidr:.str=remoteIpv4NetworkCidr LocalIpv6NetworkCidr:.str=localIpv6NetworkCidr
 RemoteIpv6NetworkCidr:.str=remoteIpv6NetworkCidr OutsideIpAddressType:.str=outsideIpAddressType
 TransportTransitGatewayAttachmentId:.str=transportTransitGatewayAttachmentId
 TunnelInsideIpVersion:TunnelInsideIpVersion=tunnelInsideIpVersion TunnelOptions:TunnelOptionsList=tunnelOptionSet
 TunnelBandwidth:VpnTunnelBandwidth=tunnelBandwidth
shape VpnGateway struct AmazonSideAsn:.long=amazonSideAsn Tags:TagList=tagSet VpnGatewayId:.str=vpnGatewayId
 State:VpnState=state Type:GatewayType=type AvailabilityZone:.str=availabilityZone
 VpcAttachments:VpcAttachmentList=attachments
shape VpnGatewayIdStringList list .str=VpnGatewayId
shape VpnGatewayList list VpnGateway=item
shape VpnState enum pending available deleting deleted
shape VpnStaticRoute struct DestinationCidrBlock:.str=destinationCidrBlock Source:VpnStaticRouteSource=source
 State:VpnState=state
shape VpnStaticRouteList list VpnStaticRoute=item
shape VpnStaticRouteSource enum Static
shape VpnTunnelBandwidth enum standard large
shape VpnTunnelLogOptions struct CloudWatchLogOptions:CloudWatchLogOptions=cloudWatchLogOptions
shape WorkloadsList list .str=item
shape ZoneIdStringList list .str=ZoneId
shape ZoneNameStringList list .str=ZoneName
]==]
