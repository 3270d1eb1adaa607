@{
    RootModule             = 'CalicoPolicy.dll'
    ModuleVersion          = '0.1.0'
    CompatiblePSEditions   = @('Core')
    GUID                   = '5b1f0e0e-6f4c-4c0a-9d0e-3f6f2a7c1d42'
    Author                 = 'CalicoPolicy contributors'
    CompanyName            = 'CalicoPolicy contributors'
    Copyright              = '(c) CalicoPolicy contributors. Apache-2.0.'
    Description            = 'Author, prove, price, stage, apply and explain network policy for Calico and Kubernetes.'
    PowerShellVersion      = '7.4'
    FormatsToProcess       = @('CalicoPolicy.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Add-PolicyRule'
        'Compare-Policy'
        'ConvertFrom-PolicyYaml'
        'ConvertFrom-StagedPolicy'
        'ConvertTo-CalicoPolicy'
        'ConvertTo-PolicyDiagram'
        'ConvertTo-PolicyYaml'
        'ConvertTo-StagedPolicy'
        'Edit-NetworkSet'
        'Edit-Policy'
        'Export-Policy'
        'Export-PolicyFinding'
        'Find-PolicyEndpoint'
        'Get-EffectivePolicy'
        'Get-PolicyConnectivity'
        'Get-PolicyEfficiencyRule'
        'Import-Policy'
        'Import-PolicySnapshot'
        'New-DefaultDenyPolicy'
        'New-GlobalNetworkPolicy'
        'New-GlobalNetworkSet'
        'New-HostEndpoint'
        'New-NetworkPolicy'
        'New-NetworkSet'
        'New-PolicyPeer'
        'New-PolicyRule'
        'New-PolicyTier'
        'Publish-Policy'
        'Remove-PolicyRule'
        'Test-Policy'
        'Test-PolicyEfficiency'
        'Trace-PolicyFlow'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
}
