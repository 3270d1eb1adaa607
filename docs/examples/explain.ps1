<#
.SYNOPSIS
Answers the questions that people ask of network policy every day, on the shop of docs/examples/shop: why a flow is denied, who can
reach the database, what a change opens. Nothing is asked of a cluster.
.EXAMPLE
dotnet run --project src/CalicoPolicy.Console -- docs/examples/explain.ps1
#>

$ErrorActionPreference = 'Stop'

# A script is one pipeline: Out-Default gives each kind of object a table of its own.

'What is there: manifests of fifteen workloads, their policies, and a change that is staged.'
$shop = Import-PolicySnapshot "$PSScriptRoot/shop" -Recurse -Complete
$shop | Out-Default

# For this script only; without it, each command takes -Snapshot $shop.
$PSDefaultParameterValues = @{ '*:Snapshot' = $shop }

'1. Why is this flow denied? Both sides say no, each at the end of a tier; the changes tell what would let it through.'
$answer = Trace-PolicyFlow shop/web data/orders-db 5432 -SuggestChange
$answer | Out-Default
$answer.Reason -split '(?<=;) '
'   All that the flow goes through, on the way out and on the way in:'
$answer.EgressSteps + $answer.IngressSteps | ForEach-Object { "   - $_" }
'   What would let it through:'
$answer.SuggestedChanges.Text

'   The policies that the database''s traffic meets, in their order.'
Get-EffectivePolicy data/orders-db -Direction Ingress | Out-Default

'   With the changed policies laid over the snapshot, the flow gets through.'
Trace-PolicyFlow shop/web data/orders-db 5432 -Policy $answer.SuggestedChanges[0].Resources | Out-Default

'2. Who can reach the database?'
Get-PolicyConnectivity data -Workload orders-db -Direction Ingress | Out-Default

'3. What does the staged change open, and what does it close, once it is enforced?'
Compare-Policy -Semantic -PendingMode Intended | Out-Default

'   The flow that it opens, as things are and as they will be:'
Trace-PolicyFlow payments/fraud svc/data/orders-db 5432 -PendingMode Intended | Out-Default
