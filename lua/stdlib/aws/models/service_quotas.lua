-- luacheck: ignore 631
-- Service Quotas: facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (service-quotas/2019-06-24, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service service-quotas protocol=json version=2019-06-24 prefix=servicequotas signing=servicequotas id=Service_Quotas
 target=ServiceQuotasV20190624 json=1.1
host aws-us-gov fips servicequotas.{region}.amazonaws.com
operation GetAWSDefaultServiceQuota POST / GetAWSDefaultServiceQuotaRequest GetAWSDefaultServiceQuotaResponse read
operation GetServiceQuota POST / GetServiceQuotaRequest GetServiceQuotaResponse read
operation ListServiceQuotas POST / ListServiceQuotasRequest ListServiceQuotasResponse read
page ListServiceQuotas in=NextToken out=NextToken items=Quotas limit=MaxResults
error AccessDeniedException -
error IllegalArgumentException -
error InvalidPaginationTokenException -
error NoSuchResourceException -
error ServiceException -
error TooManyRequestsException -
shape AdjustableAtLevelEnum enum ACCOUNT PER_RESOURCE ALL
shape AppliedLevelEnum enum ACCOUNT RESOURCE ALL
shape ErrorCode enum DEPENDENCY_ACCESS_DENIED_ERROR DEPENDENCY_THROTTLING_ERROR DEPENDENCY_SERVICE_ERROR
 SERVICE_QUOTA_NOT_AVAILABLE_ERROR
shape ErrorReason struct ErrorCode:ErrorCode ErrorMessage:.str
shape GetAWSDefaultServiceQuotaRequest struct ServiceCode!:.str QuotaCode!:.str
shape GetAWSDefaultServiceQuotaResponse struct Quota:ServiceQuota
shape GetServiceQuotaRequest struct ServiceCode!:.str QuotaCode!:.str ContextId:.str
shape GetServiceQuotaResponse struct Quota:ServiceQuota
shape ListServiceQuotasRequest struct ServiceCode!:.str NextToken:.str MaxResults:.int QuotaCode:.str
 QuotaAppliedAtLevel:AppliedLevelEnum
shape ListServiceQuotasResponse struct NextToken:.str Quotas+:ServiceQuotaListDefinition
shape MetricDimensionsMapDefinition map .str .str
shape MetricInfo struct MetricNamespace:.str MetricName:.str MetricDimensions:MetricDimensionsMapDefinition
 MetricStatisticRecommendation:.str
shape PeriodUnit enum MICROSECOND MILLISECOND SECOND MINUTE HOUR DAY WEEK
shape QuotaContextInfo struct ContextScope:QuotaContextScope ContextScopeType:.str ContextId:.str
 AdjustableAtLevel:AdjustableAtLevelEnum
shape QuotaContextScope enum RESOURCE ACCOUNT
shape QuotaPeriod struct PeriodValue:.int PeriodUnit:PeriodUnit
shape ServiceQuota struct ServiceCode:.str ServiceName:.str QuotaArn:.str QuotaCode:.str QuotaName:.str
 Value:.double Unit:.str Adjustable:.bool GlobalQuota:.bool UsageMetric:MetricInfo Period:QuotaPeriod
 ErrorReason:ErrorReason QuotaAppliedAtLevel:AppliedLevelEnum QuotaContext:QuotaContextInfo Description:.str
shape ServiceQuotaListDefinition list ServiceQuota
]==]
