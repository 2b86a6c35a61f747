; packed/tables.asm: equates and a macro for model-tables.asm. That file includes this one, since a machine's source may
; place the tables before the engine.

; An entry of layer_table:
LAYER_WEIGHTS:  equ 0           ; dw: first column
LAYER_BIASES:   equ 2           ; dw: low bytes of the biases, then high bytes
LAYER_INPUTS:   equ 4           ; db: number of inputs, 1 to 255, 0 for 256
LAYER_OUTPUTS:  equ 5           ; db: number of neurons, 1 to 255, 0 for 256
LAYER_BYTES:    equ 6           ; db: bytes of a column, 1 to 64
LAYER_ENTRY:    equ 7           ; bytes of an entry

; layer: writes an entry of layer_table.
layer macro weights,biases,inputs,outputs,bytes
        dw weights,biases
        db 255&(inputs),255&(outputs),bytes
        endm
