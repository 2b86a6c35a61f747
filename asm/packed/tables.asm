; packed/tables.asm: what model-tables.asm is written with, which includes it: a machine may want its tables before the
; engine.

; An entry of layer_table:
LAYER_WEIGHTS:  equ 0           ; dw: first column
LAYER_BIASES:   equ 2           ; dw: low bytes of the biases, then high bytes
LAYER_INPUTS:   equ 4           ; db: 1 to 255, 0 for 256
LAYER_OUTPUTS:  equ 5           ; db: the same
LAYER_BYTES:    equ 6           ; db: bytes of a column, 1 to 64
LAYER_ENTRY:    equ 7           ; bytes of an entry

; layer: an entry.
layer macro weights,biases,inputs,outputs,bytes
        dw weights,biases
        db 255&(inputs),255&(outputs),bytes
        endm
