BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $start = "apiVersion: networking.k8s.io/v1`nkind: NetworkPolicy`nmetadata: {name: web, namespace: shop}`nspec: "
}

Describe 'ConvertTo-CalicoPolicy' {
    It 'makes a policy of Calico that means the same' {
        $policy = ConvertFrom-PolicyYaml ($start + '{podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 80}, {port: 81}]}]}') | ConvertTo-CalicoPolicy
        "$($policy.ApiVersion) $($policy.Kind) $($policy.Namespace) $($policy.Name) $($policy.Tier) $($policy.Order)" |
            Should -Be 'projectcalico.org/v3 NetworkPolicy shop web default 1000'
        $policy.Selector | Should -Be "projectcalico.org/orchestrator == 'k8s' && app == 'web'"
        $policy.Ingress[0].Destination.Ports | Should -Be '80:81'
    }

    It 'names each field that does not convert and goes on with the next policy' {
        $bad = ConvertFrom-PolicyYaml ($start + '{ingress: [{ports: [{port: 70000}]}, {from: [{ipBlock: {cidr: 10.0.0.0}}]}]}')
        $good = ConvertFrom-PolicyYaml ($start.Replace('web', 'good') + '{podSelector: {}}')
        $out = $bad, $good |
            ConvertTo-CalicoPolicy -ErrorAction SilentlyContinue -ErrorVariable problem
        $out.Name | Should -Be 'good'
        $problem.FullyQualifiedErrorId | Should -BeLike 'FieldNotConvertible,*'
        $problem[0].Exception.Message | Should -BeLike '*$.spec.ingress`[0`].ports`[0`].port*'
        $problem[1].Exception.Message | Should -BeLike '*$.spec.ingress`[1`].from`[0`].ipBlock.cidr*'
    }

    It 'does not convert what is no policy of Kubernetes' {
        $null = New-PolicyTier a | ConvertTo-CalicoPolicy -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'KindNotConvertible,*'
    }
}
