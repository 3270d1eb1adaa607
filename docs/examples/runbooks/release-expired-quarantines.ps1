<#
.SYNOPSIS
Releases the pods whose quarantine has expired, and tells of those that slipped out: pods that were replaced by others, which run free.
Meant to run every few minutes; without anything to do it says nothing.
.EXAMPLE
calico-policy docs/examples/runbooks/release-expired-quarantines.ps1 -Context production
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

$all = @(Get-Quarantine @cluster)
foreach ($quarantine in $all) {
    if ($quarantine.State -in 'Replaced', 'Lost') {
        "$($quarantine.Namespace)/$($quarantine.Name) has slipped out of its quarantine ($($quarantine.State)). $($quarantine.Notes) $($quarantine.Replacements)"
    }
}

$all | Where-Object IsExpired | Remove-Quarantine -Confirm:$false -PassThru @cluster | ForEach-Object {
    # A policy that others are on record at stays until these are released too.
    if ($_.State -eq 'Released') { "$($_.Namespace)/$($_.Name) was released: its quarantine ended $($_.Until)." }
    else { "$($_.Namespace)/$($_.Name) is off record. $($_.Notes)" }
}
