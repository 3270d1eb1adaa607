<#
.SYNOPSIS
Cuts off a pod that an alert names, says what is still open of it and how to close that, and fails unless the pod is proven to be isolated.
The pod keeps running, so that it can be examined.
.EXAMPLE
calico-policy docs/examples/runbooks/quarantine-on-alert.ps1 -Namespace shop -Pod web-5d9f8-x2x9k -Reason 'miner' -Context production
#>
param(
    [Parameter(Mandatory)] [string] $Namespace,
    [Parameter(Mandatory)] [string] $Pod,

    # What the alert said: it is written on the pod.
    [string] $Reason = 'alert',

    # When somebody has to have decided: release-expired-quarantines.ps1 releases the pod after that.
    [double] $Hours = 24,

    # Who may still connect: addresses or selectors of those who examine the pod. Without it whom an earlier call let in stays, with a
    # warning; @() lets in nobody, to all pods in quarantine.
    [string[]] $AllowFrom,

    # A context of the kubeconfig; the current one where none is given.
    [string] $Context,

    # The kubeconfig file; kubectl's own choice where none is given.
    [string] $KubeConfig
)

$ErrorActionPreference = 'Stop'
$cluster = @{}
if ($Context) { $cluster.Context = $Context }
if ($KubeConfig) { $cluster.KubeConfig = $KubeConfig }
$exceptions = if ($PSBoundParameters.ContainsKey('AllowFrom')) { @{ AllowFrom = $AllowFrom } } else { @{} }

$result = Invoke-Quarantine $Pod -Namespace $Namespace -Reason $Reason -Confirm:$false @exceptions @cluster `
    -Until ([DateTimeOffset]::UtcNow.AddHours($Hours))
$result | Out-Default

foreach ($flow in $result.StillOpen) {
    "$flow"
    if ($flow.Command) { "    $($flow.Command)" }
}

foreach ($note in $result.Notes) { $note }
if ($result.IsIsolated -ne $true) { throw "Pod $Namespace/$Pod is not proven to be isolated: see above what is open." }
