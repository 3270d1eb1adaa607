BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $shop = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/shop" -Recurse -Complete
}

Describe 'ConvertTo-PolicyDiagram' {
    It 'draws rows in Mermaid' {
        $text = Get-PolicyConnectivity -Workload data/queue -Direction Ingress -Port 5672 -Snapshot $shop | ConvertTo-PolicyDiagram
        $text | Should -BeLike 'flowchart LR*subgraph*"shop"*-->|"TCP/5672"|*'
    }

    It 'draws differences in DOT, in colour' {
        $text = Compare-Policy -Semantic -PendingMode Intended -Snapshot $shop | ConvertTo-PolicyDiagram -Format Dot
        $text | Should -BeLike 'digraph policies*#2da44e*#cf222e*'
    }

    It 'passes over what cannot be drawn, with an error' {
        $text = 'a' | ConvertTo-PolicyDiagram -ErrorAction SilentlyContinue -ErrorVariable problem
        $text | Should -Be "flowchart LR`n"
        $problem.FullyQualifiedErrorId | Should -BeLike 'InputNotConnectivity*'
    }
}
