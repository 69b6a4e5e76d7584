-- luacheck: ignore 631
-- AWS Direct Connect: facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (directconnect/2012-10-25, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service directconnect protocol=json version=2012-10-25 prefix=directconnect signing=directconnect id=Direct_Connect
 target=OvertureService json=1.1
operation DescribeDirectConnectGatewayAssociations POST / DescribeDirectConnectGatewayAssociationsRequest
 DescribeDirectConnectGatewayAssociationsResult read
operation DescribeVirtualInterfaces POST / DescribeVirtualInterfacesRequest VirtualInterfaces read
page DescribeDirectConnectGatewayAssociations in=nextToken out=nextToken items=directConnectGatewayAssociations
 limit=maxResults
error DirectConnectClientException -
error DirectConnectServerException 500
shape AddressFamily enum ipv4 ipv6
shape AssociatedCoreNetwork struct id:.str ownerAccount:.str attachmentId:.str
shape AssociatedGateway struct id:.str type:GatewayType ownerAccount:.str region:.str
shape BGPPeer struct bgpPeerId:.str asn:.int asnLong:.long authKey:.str addressFamily:AddressFamily
 amazonAddress:.str customerAddress:.str bgpPeerState:BGPPeerState bgpStatus:BGPStatus awsDeviceV2:.str
 awsLogicalDeviceId:.str
shape BGPPeerList list BGPPeer
shape BGPPeerState enum verifying pending available deleting deleted
shape BGPStatus enum up down unknown
shape DescribeDirectConnectGatewayAssociationsRequest struct associationId:.str associatedGatewayId:.str
 directConnectGatewayId:.str maxResults:.int nextToken:.str virtualGatewayId:.str
shape DescribeDirectConnectGatewayAssociationsResult struct
 directConnectGatewayAssociations+:DirectConnectGatewayAssociationList nextToken:.str
shape DescribeVirtualInterfacesRequest struct connectionId:.str virtualInterfaceId:.str maxResults:.int
 nextToken:.str
shape DirectConnectGatewayAssociation struct directConnectGatewayId:.str directConnectGatewayOwnerAccount:.str
 associationState:DirectConnectGatewayAssociationState stateChangeError:.str associatedGateway:AssociatedGateway
 associationId:.str allowedPrefixesToDirectConnectGateway+:RouteFilterPrefixList
 associatedCoreNetwork:AssociatedCoreNetwork virtualGatewayId:.str virtualGatewayRegion:.str
 virtualGatewayOwnerAccount:.str
shape DirectConnectGatewayAssociationList list DirectConnectGatewayAssociation
shape DirectConnectGatewayAssociationState enum associating associated disassociating disassociated updating
shape GatewayType enum virtualPrivateGateway transitGateway
shape RouteFilterPrefix struct cidr:.str
shape RouteFilterPrefixList list RouteFilterPrefix
shape Tag struct key!:.str value:.str
shape TagList list Tag
shape VirtualInterface struct ownerAccount:.str virtualInterfaceId:.str location:.str connectionId:.str
 virtualInterfaceType:.str virtualInterfaceName:.str vlan:.int asn:.int asnLong:.long amazonSideAsn:.long
 authKey:.str amazonAddress:.str customerAddress:.str addressFamily:AddressFamily
 virtualInterfaceState:VirtualInterfaceState customerRouterConfig:.str mtu:.int jumboFrameCapable:.bool
 virtualGatewayId:.str directConnectGatewayId:.str routeFilterPrefixes+:RouteFilterPrefixList bgpPeers+:BGPPeerList
 region:.str awsDeviceV2:.str awsLogicalDeviceId:.str tags+:TagList siteLinkEnabled:.bool
 prefixPoolAllocatedCountIpv4:.int prefixPoolAllocatedCountIpv6:.int rateLimit:.str
shape VirtualInterfaceList list VirtualInterface
shape VirtualInterfaceState enum confirming verifying pending available down testing deleting deleted rejected
 unknown
shape VirtualInterfaces struct virtualInterfaces+:VirtualInterfaceList nextToken:.str
]==]
