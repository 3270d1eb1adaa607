BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-PolicyPeer' {
    It 'can be splatted and reused' {
        $criteria = @{ Selector = "app == 'prometheus'"; NamespaceSelector = "projectcalico.org/name == 'monitoring'"; Port = 9090, '9100:9199', 'metrics' }
        $peer = New-PolicyPeer @criteria
        $peer.Ports -join ' ' | Should -Be '9090 9100:9199 metrics'
        (New-PolicyRule Allow TCP -Destination $peer).Destination | Should -Be $peer
    }

    It 'points at the fault in a selector' {
        { New-PolicyPeer "app = 'web'" } | Should -Throw "*app = 'web'`n    ^*"
    }

    It 'names a service' {
        $peer = New-PolicyPeer -Service kube-dns -ServiceNamespace kube-system
        "$($peer.Services.Namespace)/$($peer.Services.Name)" | Should -Be 'kube-system/kube-dns'
    }
}
