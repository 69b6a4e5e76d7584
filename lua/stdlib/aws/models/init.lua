-- The services that have a model.
-- Written by tools/distill-models; do not edit.
return {
  "autoscaling",
  "cloudformation",
  "directconnect",
  "ec2",
  "eks",
  "elbv2",
  "iam",
  "service_quotas",
  "ssm",
  "sso",
  "sts",
}
