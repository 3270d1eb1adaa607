<#
.SYNOPSIS
Reports the staged policies of a cluster, and who would gain or lose what if they were enforced as they are meant. Changes nothing.
.EXAMPLE
calico-policy docs/examples/runbooks/nightly-staged-report.ps1 -Context production
#>
param(
    # A context of the kubeconfig; the current one where none is given.
    [string] $Context,

    # The kubeconfig file; kubectl's own choice where none is given.
    [string] $KubeConfig
)

$ErrorActionPreference = 'Stop'
$cluster = @{}
if ($Context) { $cluster.Context = $Context }
if ($KubeConfig) { $cluster.KubeConfig = $KubeConfig }

$staged = @(Get-Policy -Staged @cluster)
"$($staged.Count) staged policies."
if ($staged.Count -eq 0) { return }
$staged | Out-Default

'What enforcing them would change:'
$changes = @(Get-PolicySnapshot @cluster | ForEach-Object { Compare-Policy -Semantic -PendingMode Intended -Snapshot $_ })
if ($changes.Count -eq 0) { 'Nothing, for the pods that run now.' }
$changes | Out-Default
