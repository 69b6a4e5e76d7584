-- luacheck: ignore 631
-- Elastic Load Balancing: facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (elbv2/2015-12-01, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service elbv2 protocol=query version=2015-12-01 prefix=elasticloadbalancing signing=elasticloadbalancing
 id=Elastic_Load_Balancing_v2
host aws-us-gov fips elasticloadbalancing.{region}.amazonaws.com
operation DescribeTargetGroupAttributes POST / DescribeTargetGroupAttributesInput
 DescribeTargetGroupAttributesOutput read wrapper=DescribeTargetGroupAttributesResult
operation DescribeTargetGroups POST / DescribeTargetGroupsInput DescribeTargetGroupsOutput read
 wrapper=DescribeTargetGroupsResult
operation DescribeTargetHealth POST / DescribeTargetHealthInput DescribeTargetHealthOutput read
 wrapper=DescribeTargetHealthResult
page DescribeTargetGroups in=Marker out=NextMarker items=TargetGroups limit=PageSize
wait TargetDeregistered DescribeTargetHealth 15 40 | success error InvalidTarget - | success pathAll unused
 TargetHealthDescriptions[].TargetHealth.State
wait TargetInService DescribeTargetHealth 15 40 | success pathAll healthy
 TargetHealthDescriptions[].TargetHealth.State | retry error InvalidInstance -
error HealthUnavailable 500 named=HealthUnavailableException
error InvalidTarget 400 named=InvalidTargetException
error LoadBalancerNotFound 400 named=LoadBalancerNotFoundException
error TargetGroupNotFound 400 named=TargetGroupNotFoundException
shape AdministrativeOverride struct State:TargetAdministrativeOverrideStateEnum
 Reason:TargetAdministrativeOverrideReasonEnum Description:.str
shape AnomalyDetection struct Result:AnomalyResultEnum MitigationInEffect:MitigationInEffectEnum
shape AnomalyResultEnum enum anomalous normal
shape DescribeTargetGroupAttributesInput struct TargetGroupArn!:.str
shape DescribeTargetGroupAttributesOutput struct Attributes+:TargetGroupAttributes
shape DescribeTargetGroupsInput struct LoadBalancerArn:.str TargetGroupArns+:TargetGroupArns Names+:TargetGroupNames
 Marker:.str PageSize:.int
shape DescribeTargetGroupsOutput struct TargetGroups+:TargetGroups NextMarker:.str
shape DescribeTargetHealthInput struct TargetGroupArn!:.str Targets+:TargetDescriptions
 Include+:ListOfDescribeTargetHealthIncludeOptions
shape DescribeTargetHealthInputIncludeEnum enum AnomalyDetection All
shape DescribeTargetHealthOutput struct TargetHealthDescriptions+:TargetHealthDescriptions
shape ListOfDescribeTargetHealthIncludeOptions list DescribeTargetHealthInputIncludeEnum
shape LoadBalancerArns list .str
shape Matcher struct HttpCode:.str GrpcCode:.str
shape MitigationInEffectEnum enum yes no
shape ProtocolEnum enum HTTP HTTPS TCP TLS UDP TCP_UDP GENEVE QUIC TCP_QUIC
shape TargetAdministrativeOverrideReasonEnum enum AdministrativeOverride.Unknown AdministrativeOverride.NoOverride
 AdministrativeOverride.ZonalShiftActive AdministrativeOverride.ZonalShiftDelegatedToDns
shape TargetAdministrativeOverrideStateEnum enum unknown no_override zonal_shift_active zonal_shift_delegated_to_dns
shape TargetDescription struct Id!:.str Port:.int AvailabilityZone:.str QuicServerId:.str
shape TargetDescriptions list TargetDescription
shape TargetGroup struct TargetGroupArn:.str TargetGroupName:.str Protocol:ProtocolEnum Port:.int VpcId:.str
 HealthCheckProtocol:ProtocolEnum HealthCheckPort:.str HealthCheckEnabled:.bool HealthCheckIntervalSeconds:.int
 HealthCheckTimeoutSeconds:.int HealthyThresholdCount:.int UnhealthyThresholdCount:.int HealthCheckPath:.str
 Matcher:Matcher LoadBalancerArns+:LoadBalancerArns TargetType:TargetTypeEnum ProtocolVersion:.str
 IpAddressType:TargetGroupIpAddressTypeEnum TargetControlPort:.int
shape TargetGroupArns list .str
shape TargetGroupAttribute struct Key:.str Value:.str
shape TargetGroupAttributes list TargetGroupAttribute
shape TargetGroupIpAddressTypeEnum enum ipv4 ipv6
shape TargetGroupNames list .str
shape TargetGroups list TargetGroup
shape TargetHealth struct State:TargetHealthStateEnum Reason:TargetHealthReasonEnum Description:.str
shape TargetHealthDescription struct Target:TargetDescription HealthCheckPort:.str TargetHealth:TargetHealth
 AnomalyDetection:AnomalyDetection AdministrativeOverride:AdministrativeOverride
shape TargetHealthDescriptions list TargetHealthDescription
shape TargetHealthReasonEnum enum Elb.RegistrationInProgress Elb.InitialHealthChecking Target.ResponseCodeMismatch
 Target.Timeout Target.FailedHealthChecks Target.NotRegistered Target.NotInUse Target.DeregistrationInProgress
 Target.InvalidState Target.IpUnusable Target.HealthCheckDisabled Elb.InternalError
shape TargetHealthStateEnum enum initial healthy unhealthy unhealthy.draining unused draining unavailable
shape TargetTypeEnum enum instance ip lambda alb
]==]
